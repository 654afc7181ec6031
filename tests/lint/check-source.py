#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mechanical points of the house style, in C and in templates. Speaks TAP."""
import re
import xml.etree.ElementTree as ET

import house

MAX_FUNCTION = 100
MAX_FILE = 600
MAX_TEST_FILE = 1000

# Deprecated since GTK 4.10 or libadwaita 1.4 (HACKING.md has what to take instead).
BANNED = ("TreeView|TreeStore|ListStore|TreeModelFilter|TreeModelSort|CellRenderer\\w*|IconView|"
          "ComboBox|ComboBoxText|Dialog|MessageDialog|InfoBar|EntryCompletion|Statusbar|LockButton|"
          "VolumeButton|AppChooser\\w*|ColorChooser\\w*|ColorButton|FontChooser\\w*|FontButton|"
          "FileChooserDialog|FileChooserWidget|FileChooserButton|Assistant|StyleContext")
BANNED_FUNCTIONS = ("tree_view|tree_store|list_store|cell_renderer\\w*|icon_view|combo_box|dialog|"
                    "message_dialog|info_bar|entry_completion|statusbar|lock_button|volume_button|"
                    "app_chooser\\w*|color_chooser|font_chooser|file_chooser_dialog|assistant")
BANNED_ADW = "Leaflet|Flap|Squeezer|ViewSwitcherTitle|EnumListModel"

# Properties whose text people read.
SHOWN = {"label", "title", "subtitle", "description", "tooltip-text", "placeholder-text", "heading"}

# What Windows has not: a build for Linux alone does not notice it.
LINUX_CALLS = ("memfd_create|memmem|memrchr|strchrnul|strcasestr|strndup|strsep|asprintf|vasprintf|dprintf|getline|"
               "pipe2?|dup3|fcntl|ioctl|poll|ppoll|epoll_\\w+|eventfd|openat|mkdirat|unlinkat|renameat2?|linkat|link|"
               "symlink|readlink|realpath|mkstemp|mkdtemp|chown|fchown|fchmod|fsync|fdatasync|ftruncate|fallocate|"
               "posix_\\w+|copy_file_range|sendfile|flock|lockf|pread|pwrite|readv|writev|mmap|munmap|madvise|mprotect|"
               "fork|execv\\w*|execl\\w*|waitpid|kill|sigaction|signalfd|prctl|syscall|setsid|getuid|geteuid|getppid|"
               "getrlimit|setrlimit|getrusage|sysconf|uname|socketpair|strptime|timegm|localtime_r|gmtime_r|"
               "clock_gettime|nl_langinfo|newlocale|uselocale|setenv|unsetenv|opendir|scandir|nftw|statvfs|"
               "g_unix_\\w+|g_subprocess_(?:send_signal|launcher_(?:take_fd|set_stdin_file_path))")
LINUX_WORDS = ("O_CLOEXEC|O_NOFOLLOW|O_DIRECTORY|O_NONBLOCK|O_TMPFILE|O_PATH|MFD_\\w+|AT_FDCWD|SIGKILL|S_ISLNK|S_ISSOCK")

# A word, why not, and where it may be all the same.
WORDS = [
    (r"\bgoto\b", "goto", None),
    (r"\b(?:fopen|freopen|tmpfile|tmpnam)\s*\(", "raw stdio: use GFile, g_open or g_fopen", None),
    (r"(?<![\w.>])stat\s*\(", "raw stat: use g_stat, fstat or GFile", None),
    (r"\b(?:sprintf|vsprintf|strcpy|strcat|strncpy|strncat|gets)\s*\(",
     "unbounded or truncating copy: use g_strdup_printf, GString, g_strlcpy", None),
    (r"\b(?:atoi|atol|atof|strtok)\s*\(", "no errors: use g_ascii_string_to_signed, g_strsplit", None),
    (r"(?<![\w_])g_error\s*\(", "g_error ends the program", None),
    (r"(?<![\w_])(?:printf|puts|putchar)\s*\(", "printf: use g_print in cli", None),
    (r"(?<![\w_])g_print\s*\(", "g_print outside of cli", r"^(src/cli/|tests/|src/ui/cbu-application\.c$)"),
    (r"#\s*if(?:n?def\b|.*\bdefined\b).*\b(?:G_OS_WIN32|_WIN32)\b",
     "platform code belongs in -linux.c and -win32.c", None),
    (rf"(?<![\w.>\"-])(?:{LINUX_CALLS})\s*\(|\b(?:{LINUX_WORDS})\b",
     "Linux alone has it: give it a pair of files, -linux.c and -win32.c",
     r"-linux\.[ch]$|^tests/(?:bench|ui|journey)/"),
    (r"\b(?:usleep|g_usleep)\s*\(|(?<![\w_])sleep\s*\(", "a sleep in place of a wait",
     r"^tests/|^src/base/cb-clock\.c$"),
    (rf"\bGtk(?:{BANNED})\b|\bgtk_(?:{BANNED_FUNCTIONS})_(?:new|get|set|add|run)\w*\s*\(",
     "deprecated widget", r"^tests/"),
    (rf"\bAdw(?:{BANNED_ADW})\b", "deprecated widget", r"^tests/"),
    # By the headers of GTK 4.24 and libadwaita 1.10; Debian 12's know nothing of it yet.
    (r"\b(?:gtk_(?:file_chooser|style_context)_\w+|gtk_show_uri\w*|gtk_calendar_select_day|"
     r"gtk_widget_(?:translate_coordinates|get_style_context)|adw_(?:message_dialog|about_window)_\w+|"
     r"adw_show_about_window)\s*\(", "deprecated by now: call it in cbu-compat.c",
     r"^tests/|^src/ui/widgets/cbu-compat\.c$"),
]


def comment_problems(name, text):
    strings_gone = re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|/\*.*?\*/',
                          lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S)
    return [f"{name}:{house.line_of(strings_gone, m.start())}: // comment"
            for m in re.finditer(r"//", strings_gone)]


def head_problems(name, text):
    problems = []
    lines = text.split("\n")
    if not lines[0].startswith("/* SPDX-License-Identifier: GPL-3.0-or-later"):
        problems.append(f"{name}:1: the first line is not the SPDX line")
    if name.endswith(".c"):
        first = re.search(r"^#\s*include\s*(\S+)", text, re.M)
        if first and first.group(1) != '"config.h"':
            problems.append(f"{name}: the first include is not config.h")
    elif "#pragma once" not in text and not name.endswith("-template.h"):
        problems.append(f"{name}: no #pragma once")
    most = MAX_FILE if name.startswith("src/") else MAX_TEST_FILE
    if len(lines) - 1 > most:
        problems.append(f"{name}: {len(lines) - 1} lines, split it by subject at {most}")
    return problems


def word_problems(name, text):
    code = house.without_comments(text)
    problems = []
    for pattern, why, allowed in WORDS:
        if allowed and re.search(allowed, name):
            continue
        problems += [f"{name}:{house.line_of(code, m.start())}: {why}"
                     for m in re.finditer(pattern, code)]
    lines = code.split("\n")
    for number, line in enumerate(lines):
        if (re.search(r"\bg_task_new\s*\(", line)
                and "g_task_set_source_tag" not in "\n".join(lines[number:number + 6])):
            problems.append(f"{name}:{number + 1}: g_task_new without g_task_set_source_tag")
    return problems


def functions(text):
    """Name, first line, lines and whether static, of every function of a file."""
    lines = house.without_comments(text).split("\n")
    for number, line in enumerate(lines):
        if line != "{":
            continue
        head = number - 1
        while head > 0 and lines[head - 1].strip() and not lines[head - 1].startswith(("}", "#")):
            head -= 1
        signature = "\n".join(lines[head:number])
        called = re.search(r"^(\w+) \(", signature, re.M)
        end = number
        while end < len(lines) and lines[end] != "}":
            end += 1
        if called:
            yield called.group(1), head + 1, end - head + 1, bool(re.search(r"\bstatic\b", signature))


def public_functions(headers):
    """What a header offers; those shared inside of a folder only are private."""
    return {function for name, text in headers
            if not re.search(r"-(private|template|kernel)\.h$", name)
            for function in re.findall(r"\b(cbu?_\w+) \(", house.without_comments(text))}


def function_problems(name, text, public=None):
    problems = []
    for function, line, length, is_static in functions(text):
        if length > MAX_FUNCTION and not function.endswith("_class_init"):
            problems.append(f"{name}:{line}: {function}() has {length} lines, split it at {MAX_FUNCTION}")
        if (name.startswith("src/") and not is_static and function != "main"
                and not function.startswith("_") and (public is None or function in public)
                and not re.search(rf"^ \* {function}:", text, re.M)):
            problems.append(f"{name}:{line}: {function}() has no doc comment")
    return problems


def c_problems(name, text):
    return (head_problems(name, text) + comment_problems(name, text) + word_problems(name, text)
            + function_problems(name, text))


def own_text(element, name):
    """The value of a property set on the object itself."""
    return next((p for p in element.findall("property") if p.get("name") == name), None)


def is_named(element):
    for part in element.findall("accessibility"):
        for inner in part:
            if inner.get("name") in ("label", "labelled-by"):
                return True
    return False


def template_problems(name, text):
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        return [f"{name}: {error}"]
    problems = []
    if "SPDX-License-Identifier: GPL-3.0-or-later" not in text:
        problems.append(f"{name}: no SPDX line")
    for element in root.iter():
        kind = element.get("class") or ""
        if element.tag not in ("object", "template"):
            continue
        label = element.get("id") or kind
        for text in element.findall("property"):
            if (text.get("name") in SHOWN and re.search(r"[^\W\d_]{2}", text.text or "")
                    and text.get("translatable") != "yes"):
                problems.append(f"{name}: {label}: “{text.text}” is not translatable")
        if re.fullmatch(rf"Gtk(?:{BANNED})|Adw(?:{BANNED_ADW})", kind):
            problems.append(f"{name}: {kind} is deprecated")
        if kind in ("GtkButton", "GtkToggleButton", "GtkMenuButton", "AdwSplitButton",
                    "GtkLinkButton", "GtkCheckButton"):
            has_text = own_text(element, "label") is not None
            has_child = (own_text(element, "child") is not None
                         or element.find("child") is not None) and kind != "AdwSplitButton"
            # Without an icon, one with an id gets its text from the code.
            is_filled_in = (own_text(element, "icon-name") is None and element.get("id")
                            and kind != "GtkMenuButton")
            if not has_text and not has_child and not is_filled_in and not is_named(element):
                problems.append(f"{name}: {label}: a button without text needs an accessible label")
        if kind in ("GtkEntry", "GtkSearchEntry", "GtkPasswordEntry", "GtkTextView", "GtkSwitch",
                    "GtkSpinButton", "GtkProgressBar", "GtkDropDown", "GtkListView",
                    "GtkColumnView") and not is_named(element):
            labelled = any(o.get("class") == "GtkLabel"
                           and (own_text(o, "mnemonic-widget") is not None)
                           and own_text(o, "mnemonic-widget").text == element.get("id")
                           for o in root.iter("object"))
            if not labelled:
                problems.append(f"{name}: {label}: needs an accessible label or a label for it")
    return problems


def resource_problems(templates, resources, potfiles):
    """Templates that no resource file or POTFILES names."""
    listed = set()
    for name, text in resources:
        folder = name.rsplit("/", 1)[0]
        for element in ET.fromstring(text).iter("file"):
            listed.add(f"{folder}/{element.text.strip()}")
    problems = [f"{name}: in no gresource.xml" for name, _ in templates if name not in listed]
    problems += [f"{name}: in no POTFILES" for name, text in templates
                 if 'translatable="yes"' in text and name not in potfiles]
    return problems


HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n\n#include "config.h"\n\n'


def self_test():
    long_body = "  x ();\n" * 120
    bad = {
        "no spdx": '#include "config.h"\n',
        "no config": HEAD.replace("config.h", "base/cb-x.h"),
        "line comment": HEAD + "int x; // no\n",
        "goto": HEAD + "static void\nx (void)\n{\n  goto out;\n}\n",
        "fopen": HEAD + "static int x = fopen (a, b);\n",
        "stat": HEAD + "static int x = stat (a, b);\n",
        "strcpy": HEAD + "static int x = strcpy (a, b);\n",
        "g_error": HEAD + 'static void\nx (void)\n{\n  g_error ("x");\n}\n',
        "printf": HEAD + 'static void\nx (void)\n{\n  printf ("x");\n}\n',
        "task": HEAD + "static void\nx (void)\n{\n  t = g_task_new (a, b, c, d);\n}\n",
        "windows": HEAD + "#ifdef G_OS_WIN32\n#endif\n",
        "Linux call": HEAD + "static int x = memfd_create (a, b);\n",
        "Linux flag": HEAD + "static int x = g_open (a, O_RDONLY | O_CLOEXEC, 0);\n",
        "sleep": HEAD + "static void\nx (void)\n{\n  g_usleep (5);\n}\n",
        "banned": HEAD + "static GtkTreeView *x;\n",
        "banned call": HEAD + "static int x = gtk_combo_box_new ();\n",
        "deprecated call": HEAD + "static int x = gtk_show_uri (y);\n",
        "long function": HEAD + "static void\nx (void)\n{\n" + long_body + "}\n",
        "long file": HEAD + "\n" * 1001,
        "no doc": HEAD + "void\ncb_x (void)\n{\n}\n",
    }
    good = HEAD + (
        '/**\n * cb_x:\n *\n * See http://example.org. Never goto.\n */\nvoid\ncb_x (void)\n{\n'
        '  GTask *task = g_task_new (a, b, c, d);\n\n  g_task_set_source_tag (task, cb_x);\n'
        '  fstat (a, b);\n  self->kill (x);\n  g_string_printf (x, "// goto printf (");\n}\n\n'
        'static void\nhelp (void)\n{\n}\n')
    ui = '<!-- SPDX-License-Identifier: GPL-3.0-or-later --><interface>%s</interface>'
    bad_ui = {
        "not xml": "<interface>",
        "unnamed button": ui % '<object class="GtkButton"><property name="icon-name">x</property></object>',
        "tooltip is no name": ui % ('<object class="GtkButton"><property name="icon-name">x</property>'
                                    '<property name="tooltip-text">x</property></object>'),
        "unnamed entry": ui % '<object class="GtkEntry" id="e"/>',
        "banned": ui % '<object class="GtkInfoBar"/>',
        "English only": ui % '<object class="GtkLabel"><property name="label">Send</property></object>',
    }
    good_ui = ui % (
        '<object class="GtkButton"><property name="icon-name">x</property><accessibility>'
        '<property name="label">x</property></accessibility></object>'
        '<object class="GtkButton"><property name="label" translatable="yes">Send</property></object>'
        '<object class="GtkLabel"><property name="label">·</property><property name="mnemonic-widget">e</property></object>'
        '<object class="GtkEntry" id="e"/>')
    missed = [f"not found: {what}" for what, text in bad.items()
              if not c_problems("src/core/model/cb-x.c", text)]
    missed += [f"not found: {what}" for what, text in bad_ui.items()
               if not template_problems("src/ui/x.ui", text)]
    missed += c_problems("src/core/platform/cb-x-linux.c", bad["Linux call"])
    missed += c_problems("src/core/model/cb-x.c", good) + template_problems("src/ui/x.ui", good_ui)
    if len(resource_problems([("src/ui/a.ui", 'translatable="yes"')], [("src/ui/r.xml", "<a/>")],
                             [])) != 2:
        missed.append("not found: template that nobody lists")
    if resource_problems([("src/ui/a.ui", "")],
                         [("src/ui/r.xml", "<a><file>a.ui</file></a>")], []):
        missed.append("wrongly found: listed template")
    return missed


def main():
    tap = house.Tap()
    tap.check("/source/self-test", self_test())
    sources = [(name, house.read(name))
               for name in house.tracked("src/*.c", "src/*.h", "tests/*.c", "tests/*.h")]
    templates = [(name, house.read(name)) for name in house.tracked("src/*.ui")]
    tap.check("/source/there-are-sources", [] if sources else ["none"])
    tap.check("/source/head", [p for name, text in sources for p in head_problems(name, text)])
    tap.check("/source/comments", [p for name, text in sources for p in comment_problems(name, text)])
    tap.check("/source/words", [p for name, text in sources for p in word_problems(name, text)])
    public = public_functions([(name, text) for name, text in sources if name.endswith(".h")])
    tap.check("/source/functions",
              [p for name, text in sources for p in function_problems(name, text, public)])
    tap.check("/source/templates", [p for name, text in templates for p in template_problems(name, text)])
    tap.check("/source/templates-are-listed",
              resource_problems(templates,
                                [(name, house.read(name))
                                 for name in house.tracked("src/*.gresource.xml", "data/*.gresource.xml")],
                                house.read("po/POTFILES").split()))
    tap.end()


main()
