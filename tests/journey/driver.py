# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window from outside: AT-SPI for what is seen, D-Bus actions for commands, xdotool for
keys. Names are looked for as a screen reader would hear them."""
import os
import signal
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
gi.require_version('Gio', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

APP_ID = 'vn.congbo.CongBo'
WINDOW_PATH = '/vn/congbo/CongBo/window/1'
PAGES = {'todo': 'Việc cần làm', 'catalog': 'Danh mục', 'datasets': 'Tập dữ liệu', 'queue': 'Hàng đợi',
         'ledger': 'Sổ công bố'}
# What at-spi2 2.53 and GTK 4.10 call what they called otherwise before.
OLD_ROLES = {'button': 'push button', 'grouping': 'panel'}
# DL002 of the sample catalog.
DATASET = 'Danh sách trạm y tế xã, phường'


class Problem(Exception):
    pass


def children(node):
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for i in range(min(count, 400)):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            continue
        if child is not None:
            yield child


def walk(node, depth=0):
    yield node
    if depth < 40:
        for child in children(node):
            yield from walk(child, depth + 1)


def describe(node):
    try:
        role = node.get_role_name()
        return node.get_name() or '', OLD_ROLES.get(role, role)
    except GLib.Error:
        return '', ''


def is_showing(node):
    """GTK 4.8 tells no state for this; what was never laid out has no size."""
    try:
        extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    except GLib.Error:
        return False
    return extents.width > 0 and extents.height > 0


def get_states(node):
    try:
        return node.get_state_set().get_states()
    except GLib.Error:
        return []


def has_action(node):
    try:
        return 'Action' in node.get_interfaces() and Atspi.Action.get_n_actions(node) > 0
    except GLib.Error:
        return False


def start_keyring():
    """A real one, opened: the program keeps its access code there."""
    keyring = subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets'], input=b'test',
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return keyring.stdout.decode()


def find_keyring_pid():
    answer = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/',
                             '--method', 'org.freedesktop.DBus.GetConnectionUnixProcessID',
                             'org.freedesktop.secrets'], capture_output=True, text=True, check=False).stdout
    digits = ''.join(c for c in answer.split('uint32')[-1] if c.isdigit())
    return int(digits) if digits else 0


def stop_keyring():
    keyring = find_keyring_pid()
    if keyring:
        os.kill(keyring, signal.SIGTERM)


class Program:
    """One run of the program under test."""

    def __init__(self, binary, *arguments, env=None, log=None):
        self.env = dict(os.environ, **(env or {}))
        self.log = log
        self.process = subprocess.Popen([binary, *arguments], env=self.env, stdout=log, stderr=log)
        Atspi.init()
        self.scope = None
        self.root = self.wait(self._find_root, 30, 'the program on the accessibility bus')

    def _find_root(self):
        if self.process.poll() is not None:
            raise Problem(f'the program ended with {self.process.returncode}')
        for app in children(Atspi.get_desktop(0)):
            try:
                if app.get_process_id() == self.process.pid and app.get_child_count():
                    return app
            except GLib.Error:
                continue
        return None

    def wait(self, look, seconds, what):
        """Polls until look() gives something; the interval is short, the limit generous."""
        end = time.monotonic() + seconds
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > end:
                raise Problem(f'not within {seconds} s: {what}\n{self.dump()}')
            time.sleep(0.05)

    def all(self, name=None, role=None, part=False, showing=True):
        """Pages of a stack that were shown before keep their size: look within self.scope for what more
        than one page has."""
        for node in walk(self.scope or self.root):
            node_name, node_role = describe(node)
            if role is not None and node_role != role:
                continue
            if name is not None and not (name in node_name if part else node_name == name):
                continue
            if showing and not is_showing(node):
                continue
            yield node

    def find(self, name=None, role=None, part=False, seconds=60, showing=True):
        return self.wait(lambda: next(self.all(name, role, part, showing), None), seconds,
                         f'{role or "anything"} named {name!r}')

    def go_to(self, page):
        """Shows a page and looks only there from now on; None looks everywhere."""
        self.scope = None
        if page is not None:
            self.action('page', GLib.Variant('s', page))
            self.enter(PAGES[page], seconds=10)

    def enter(self, name, seconds=60):
        """Looks only within the page of this name from now on."""
        self.scope = None
        self.scope = self.find(name, 'panel', part=True, seconds=seconds, showing=False)

    def has(self, name=None, role=None, part=False):
        return next(self.all(name, role, part), None) is not None

    def gone(self, name, role=None, part=False, seconds=60):
        self.wait(lambda: not self.has(name, role, part), seconds, f'{name!r} to go away')

    def press(self, name, role=None, seconds=60, part=False):
        def look():
            for node in self.all(name, role, part):
                # A menu button's action is its inner button's.
                for inner in walk(node):
                    if has_action(inner) and Atspi.StateType.SENSITIVE in get_states(inner):
                        return inner
            return None
        node = self.wait(look, seconds, f'a button {name!r} that can be pressed')
        if not Atspi.Action.do_action(node, 0):
            raise Problem(f'{name!r} does not let itself be pressed')

    def type_into(self, name, text, seconds=60):
        def look():
            for node in self.all(name):
                for inner in walk(node):
                    if 'EditableText' in inner.get_interfaces():
                        return inner
            return None
        node = self.wait(look, seconds, f'a field {name!r}')
        Atspi.EditableText.set_text_contents(node, text)

    def action(self, name, parameter=None, path=WINDOW_PATH):
        """Activates a GAction of the running program."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync(APP_ID, path, 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', (name, [parameter] if parameter is not None else [], {})),
                      None, Gio.DBusCallFlags.NONE, 10000, None)

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', *keys], check=True)

    def picture(self, path):
        time.sleep(0.6)
        subprocess.run(['import', '-window', 'root', path], check=True)

    def dump(self):
        if not hasattr(self, 'root'):
            return ''
        lines = []
        for node in walk(self.scope or self.root):
            name, role = describe(node)
            if is_showing(node) and name:
                lines.append(f'  {role}: {name[:90]}')
        return '\n'.join(lines[:200])

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
