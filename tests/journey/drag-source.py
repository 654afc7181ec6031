#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""drag-source.py FILE…: a small window from which the files can be dragged, as a file manager offers them."""
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def offer(_source, _x, _y):
    uris = ''.join(Gio.File.new_for_path(path).get_uri() + '\r\n' for path in sys.argv[1:])
    return Gdk.ContentProvider.new_for_bytes('text/uri-list', GLib.Bytes.new(uris.encode()))


def show(program):
    window = Gtk.ApplicationWindow(application=program, title='drag-source', default_width=160, default_height=80)
    label = Gtk.Label(label='drag-source')
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect('prepare', offer)
    label.add_controller(source)
    window.set_child(label)
    window.present()


program = Gtk.Application(flags=Gio.ApplicationFlags.NON_UNIQUE)
program.connect('activate', show)
sys.exit(program.run([]))
