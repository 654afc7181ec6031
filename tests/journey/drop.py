#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file dragged with the mouse from another program onto the page of a dataset (issue 3), as from a file
manager: XDND, with a window manager. drop.py BUILD"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import DATASET, Problem, Program, start_keyring, stop_keyring  # noqa: E402
from gi.repository import GLib  # noqa: E402

BUILD = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SAMPLE = os.path.join(ROOT, 'data', 'samples', 'co-so-y-te-tcvn3.csv')


def find_window(title, program):
    def look():
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title], capture_output=True, text=True,
                               check=False).stdout.split()
        return found[-1] if found else None
    return program.wait(look, 30, f'the window {title}')


def drag(program):
    """From the middle of the source to the middle of the window, in small steps as a hand moves."""
    window = find_window('^Công Bố', program)
    source = find_window('^drag-source$', program)
    subprocess.run(['xdotool', 'windowmove', '--sync', window, '0', '0', 'windowmove', '--sync', source, '1150', '640',
                    'windowraise', source], check=True)
    geometry = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', source], capture_output=True, text=True,
                              check=True).stdout
    at = dict(line.split('=') for line in geometry.split())
    x = int(at['X']) + int(at['WIDTH']) // 2
    y = int(at['Y']) + int(at['HEIGHT']) // 2
    moves = ['xdotool', 'mousemove', str(x), str(y), 'sleep', '0.3', 'mousedown', '1']
    for i in range(1, 21):
        moves += ['sleep', '0.05', 'mousemove', str(x + (600 - x) * i // 20), str(y + (400 - y) * i // 20)]
    subprocess.run(moves + ['sleep', '0.3', 'mousemove', '602', '402', 'sleep', '0.3', 'mouseup', '1'], check=True)


def main():
    helpers = []
    program = None
    start_keyring()
    env = {'CONGBO_DATA_DIR': os.path.join(ROOT, 'data'), 'CONGBO_LOCALE_DIR': os.path.join(BUILD, 'po'),
           'GSETTINGS_SCHEMA_DIR': os.path.join(BUILD, 'data'), 'GSETTINGS_BACKEND': 'memory', 'LANGUAGE': 'vi',
           'LC_ALL': os.environ.get('CB_VI_LOCALE', 'C.UTF-8')}
    os.environ.pop('GTK_A11Y', None)
    with tempfile.TemporaryFile() as log:
        try:
            helpers.append(subprocess.Popen(['openbox'], stdout=log, stderr=log))
            program = Program(os.path.join(BUILD, 'src', 'ui', 'congbo'), env=env, log=log)
            program.press('Tập dùng', 'push button')
            program.find('Các trang', 'list')
            program.find('Danh sách trạm y tế xã, phường', part=True)
            program.scope = None
            program.action('prepare', GLib.Variant('(ss)', ('DL002', '2026-Q3')))
            program.enter(DATASET)
            program.find('Thả tệp dữ liệu vào đây')
            helpers.append(subprocess.Popen([sys.executable, os.path.join(HERE, 'drag-source.py'), SAMPLE], stdout=log,
                                            stderr=log))
            drag(program)
            program.find('Chuyển sang Unicode', 'push button', seconds=60)
            print('ok 1 a file that is dragged onto the page is taken in and checked')
        except (Problem, GLib.Error, subprocess.SubprocessError, OSError) as problem:
            print('not ok 1 a file is dragged onto the page')
            for line in str(problem).splitlines()[:60]:
                print('#', line)
            log.seek(0)
            for line in log.read().decode(errors='replace').splitlines()[-20:]:
                print('#', line)
        finally:
            if program is not None:
                program.close()
            for helper in helpers:
                helper.terminate()
                helper.wait()
    stop_keyring()
    print('1..1')


if __name__ == '__main__':
    if shutil.which('openbox') is None:
        print('1..0 # SKIP no openbox')
    else:
        main()
