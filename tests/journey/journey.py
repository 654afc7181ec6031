#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of a dataset through the real window (issue 3): first start, practice, catalog, file, findings,
waive, mend, approve by a second person, queue, kill -9 in the middle of the upload, start again, published
and proven, receipt; and two copies at once. journey.py BUILD"""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import DATASET, Problem, Program, start_keyring, stop_keyring  # noqa: E402
from gi.repository import GLib  # noqa: E402

BUILD = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CONGBO = os.path.join(BUILD, 'src', 'ui', 'congbo')
# Large enough that its upload can be hit in the middle.
FILE_BYTES = 150_000_000
STEPS = 12
done = 0


def step(name):
    global done
    done += 1
    print(f'ok {done} {name}', flush=True)


def make_large_file(folder):
    """The practice sample, its rows again and again under codes of their own; still TCVN3."""
    with open(os.path.join(ROOT, 'data', 'samples', 'co-so-y-te-tcvn3.csv'), 'rb') as sample:
        header, *rows = sample.read().splitlines()
    rows = [row.split(b',', 1)[1] for row in rows if row.strip()]
    path = os.path.join(folder, 'tram-y-te.csv')
    size = number = 0
    with open(path, 'wb') as out:
        out.write(header + b'\n')
        while size < FILE_BYTES:
            line = b'%d,%s\n' % (100000 + number, rows[number % len(rows)])
            size += len(line)
            number += 1
            out.write(line)
    return path


def get_written(process):
    with open(f'/proc/{process.pid}/io', encoding='ascii') as io:
        for line in io:
            if line.startswith('wchar:'):
                return int(line.split()[1])
    return 0


def prepare(program, path):
    program.press('Tập dùng', 'push button')
    program.find('Các trang', 'list')
    step('first start: practice')

    program.find('Danh sách trạm y tế xã, phường', part=True)
    step('practice begins with what is due')

    program.go_to('catalog')
    program.find('DL002')
    step('it follows from the sample catalog')

    program.scope = None
    program.action('prepare', GLib.Variant('(ss)', ('DL002', '2026-Q3')))
    program.enter(DATASET)
    program.find('Thả tệp dữ liệu vào đây')
    # A second copy hands its file over, raises the first, and ends.
    second = subprocess.run([CONGBO, '--practice', path], env=program.env, timeout=60, check=False)
    if second.returncode != 0 or program.process.poll() is not None:
        raise Problem(f'the second copy ended with {second.returncode}')
    program.find('Chuyển sang Unicode', 'push button', seconds=120)
    step('a second copy raises the first; the file is in, and what is wrong with it is found')


def mend_and_waive(program):
    program.press('Chuyển sang Unicode', 'push button')
    program.gone('Chuyển sang Unicode', 'push button', seconds=120)
    step('its encoding is mended')

    program.press('Bỏ qua và ghi lý do', seconds=120)
    program.type_into('Lý do', 'Số máy của trạm, đã công khai')
    program.press('Bỏ qua với lý do này')
    program.find('Không bỏ qua nữa', seconds=60)
    step('a warning is waived with name and reason')

    if program.has('Mô tả: còn 1 việc'):
        program.press('Mô tả: còn 1 việc')
        program.type_into('Cơ quan công bố (tổ chức trên cổng)', 'so-y-te')
    program.press('Gửi đi duyệt', 'push button', seconds=60)
    step('it is sent to the reviewer')


def approve(program):
    program.press('Duyệt để công bố…', 'push button', seconds=60)
    program.scope = None
    program.scope = program.find('Duyệt để công bố?', 'dialog')
    program.type_into('Họ tên người duyệt', 'Trần Văn Minh')
    program.press('Duyệt', 'push button', part=True)
    program.enter(DATASET)
    program.find('Đưa vào hàng đợi', 'push button', seconds=60)
    step('a second person approves')


def kill_in_the_middle(program):
    program.press('Đưa vào hàng đợi', 'push button')
    before = get_written(program.process)

    def is_half_way():
        return get_written(program.process) - before > FILE_BYTES // 4
    program.wait(is_half_way, 120, 'the upload to begin')
    written = get_written(program.process) - before
    program.kill()
    print(f'# killed after {written} of about {FILE_BYTES} bytes', flush=True)
    step('kill -9 while it is being sent')


def finish(program):
    program.find('Các trang', 'list')
    program.go_to('queue')
    program.find('Đã công bố', 'label', seconds=240)
    step('started again: published and compared')

    program.press('Biên nhận')
    program.enter('Sổ công bố')
    program.find('Trần Văn Minh', 'label')
    shas = {n.get_name() for n in program.all(role='label')
            if len(n.get_name() or '') == 64 and all(c in '0123456789abcdef' for c in n.get_name())}
    if not shas:
        raise Problem('the receipt names no SHA-256')
    step('the receipt names who approved and the SHA-256 read back')
    program.press('Kiểm tra lại')
    program.find('Đối chiếu lại lúc', part=True, seconds=120)
    step('checked again: identical')


def main():
    start_keyring()
    env = {'CONGBO_DATA_DIR': os.path.join(ROOT, 'data'), 'CONGBO_LOCALE_DIR': os.path.join(BUILD, 'po'),
           'GSETTINGS_SCHEMA_DIR': os.path.join(BUILD, 'data'), 'GSETTINGS_BACKEND': 'memory', 'LANGUAGE': 'vi',
           'LC_ALL': os.environ.get('CB_VI_LOCALE', 'C.UTF-8')}
    os.environ.pop('GTK_A11Y', None)
    with tempfile.TemporaryDirectory() as folder, open(os.path.join(folder, 'log'), 'w+b') as log:
        program = None
        try:
            program = Program(CONGBO, env=env, log=log)
            prepare(program, make_large_file(folder))
            mend_and_waive(program)
            approve(program)
            kill_in_the_middle(program)
            program = Program(CONGBO, '--practice', env=env, log=log)
            finish(program)
        except (Problem, GLib.Error, subprocess.SubprocessError, OSError) as problem:
            print(f'not ok {done + 1} the next step', flush=True)
            for line in str(problem).splitlines()[:60]:
                print('#', line)
            log.seek(0)
            for line in log.read().decode(errors='replace').splitlines()[-20:]:
                print('#', line)
        finally:
            if program is not None:
                program.close()
    print(f'1..{STEPS}')
    stop_keyring()


if __name__ == '__main__':
    started = time.monotonic()
    main()
    print(f'# {time.monotonic() - started:.0f} s')
