#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first real work through the real window (issue 3): set up, an account by the address of a page of the
portal, a wrong access code, a wrong address; who one is there, and until when. sign-in.py BUILD"""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import Problem, Program, start_keyring, stop_keyring, walk  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

BUILD = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STEPS = 5
WRONG_CODE = 'khong-phai-ma-nay'
done = 0


def step(name):
    global done
    done += 1
    print(f'ok {done} {name}', flush=True)


def start_portal(folder, env):
    portal = subprocess.Popen([os.path.join(BUILD, 'src', 'cli', 'congboctl'), 'practice-portal', '--json', '--folder',
                               folder], env=env, stdout=subprocess.PIPE, text=True)
    decoder = json.JSONDecoder()
    text = ''
    for line in portal.stdout:
        text += line
        try:
            return portal, decoder.raw_decode(text)[0]
        except ValueError:
            continue
    raise Problem('the practice portal ended before it said its address')


def read_field(program, name):
    """What stands in an entry row; a screen reader reads it the same way."""
    for node in program.all(name):
        for inner in walk(node):
            if 'EditableText' in inner.get_interfaces():
                return Atspi.Text.get_text(inner, 0, Atspi.Text.get_character_count(inner))
    return None


def set_up(program):
    program.press('Thiết lập', 'push button')
    program.enter('Thiết lập')
    program.type_into('Cơ quan', 'Sở Y tế')
    program.type_into('Họ tên của bạn', 'Nguyễn Thị Lan')
    program.press('Tiếp: tài khoản', 'push button')
    program.scope = None
    program.scope = program.find('Cơ quan và tài khoản', 'frame')
    program.find('Địa chỉ cổng')
    step('first start: province, agency and person; then the account')


def check_kept(program, address):
    if read_field(program, 'Địa chỉ cổng') != address or not read_field(program, 'Mã truy cập'):
        raise Problem('what was typed is lost\n' + program.dump())


def sign_in(program, portal):
    page = portal['address'].rstrip('/') + '/dataset/khong-co'
    program.type_into('Địa chỉ cổng', page)
    program.type_into('Mã truy cập', WRONG_CODE)
    program.press('Đăng nhập', 'push button')
    program.find('Cổng không nhận mã truy cập', 'label', part=True, seconds=60)
    check_kept(program, page)
    step('a wrong access code is told in words; what was typed stays')

    away = 'http://127.0.0.1:9/'
    program.type_into('Địa chỉ cổng', away)
    program.press('Đăng nhập', 'push button')
    program.find('Không kết nối được đến địa chỉ này', 'label', part=True, seconds=60)
    check_kept(program, away)
    step('a wrong address is told in words')

    program.type_into('Địa chỉ cổng', page)
    program.type_into('Mã truy cập', portal['accessCode'])
    program.press('Đăng nhập', 'push button')
    program.find(portal['address'].rstrip('/'), 'label', seconds=60)
    program.find('lan · Sở Y tế (tập dùng) · biên tập: được công bố', 'label')
    program.find('Mã truy cập có hiệu lực đến', 'label')
    if program.has('Không kết nối được', part=True):
        raise Problem('the account is there, and so is the problem\n' + program.dump())
    step('with the address of any page: who one is there, as what, until when')

    program.press('Thử ngay', 'push button')
    program.find('Đăng nhập được', part=True)
    step('tested again')


def main():
    start_keyring()
    env = {'CONGBO_DATA_DIR': os.path.join(ROOT, 'data'), 'CONGBO_LOCALE_DIR': os.path.join(BUILD, 'po'),
           'GSETTINGS_SCHEMA_DIR': os.path.join(BUILD, 'data'), 'GSETTINGS_BACKEND': 'memory', 'LANGUAGE': 'vi',
           'LC_ALL': os.environ.get('CB_VI_LOCALE', 'C.UTF-8')}
    os.environ.pop('GTK_A11Y', None)
    program = server = None
    with tempfile.TemporaryDirectory() as folder, open(os.path.join(folder, 'log'), 'w+b') as log:
        try:
            server, portal = start_portal(os.path.join(folder, 'portal'), dict(os.environ, **env))
            program = Program(os.path.join(BUILD, 'src', 'ui', 'congbo'), env=env, log=log)
            set_up(program)
            sign_in(program, portal)
        except (Problem, GLib.Error, OSError) as problem:
            print(f'not ok {done + 1} the next step', flush=True)
            for line in str(problem).splitlines()[:90]:
                print('#', line)
            log.seek(0)
            for line in log.read().decode(errors='replace').splitlines()[-20:]:
                print('#', line)
        finally:
            if program is not None:
                program.close()
            if server is not None:
                server.terminate()
                server.wait()
    print(f'1..{STEPS}')
    stop_keyring()


if __name__ == '__main__':
    main()
