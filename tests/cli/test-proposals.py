#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-proposals.py CONGBOCTL SAMPLES: proposals to change the catalog, from the first word to the letter,
whose text is read back out of the DOCX and, where pdftotext is there, out of the PDF. Speaks TAP."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])
environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))
count = 0


def check(name, ok, detail=""):
    global count
    count += 1
    print(f"{'ok' if ok else 'not ok'} {count} - {name}")
    if not ok:
        print("".join(f"# {line}\n" for line in str(detail).splitlines()), end="")
    return ok


def docx_text(path):
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", xml.replace("</w:t><w:br/>", " ")))


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)

    def run(*words, wanted=0):
        done = subprocess.run([program, "catalog", words[0], "--practice", "--root", str(folder / "store"), *words[1:]],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              env=environment)
        out, err = done.stdout.decode(), done.stderr.decode()
        if done.returncode != wanted:
            print(f"# {words}: {done.returncode}: {err}")
        return out if done.returncode == wanted else None

    run("import", str(samples / "danh-muc.csv"), "--decision", "1290/QĐ-CT ngày 05/9/2024")
    check("the first decision has none before it", json.loads(run("diff", "--json") or "0") == [])
    check("a version is called by its number", all(run(*words, wanted=2) is not None for words in (
        ("enforce", "x"), ("enforce", "1x"), ("enforce", "0"), ("diff", "x"), ("diff", "1", "x"))))
    items = json.loads(run("search", "--json"))
    edited, withdrawn = items[0], items[1]

    # Without its reason nothing is written, and what is missing is said.
    run("propose", "withdraw", withdrawn["code"])
    letter = folder / "thu.docx"
    check("no letter without a reason", run("letter", str(letter), wanted=1) is not None and not letter.exists())
    number = json.loads(run("proposals", "--json"))[0]["number"]
    subprocess.run([program, "register", "set", "--practice", "--root", str(folder / "store"), number,
                    "reason=Trùng với dữ liệu của Bộ"], check=True, stdout=subprocess.DEVNULL, env=environment)

    what = f"Tên: {edited['title']}\nTần suất cập nhật: Hằng tuần"
    run("propose", "edit", edited["code"], f"what={what}", "reason=Số liệu thay đổi hằng tuần")
    run("propose", "add", "title=Danh sách nhà thuốc", "reason=Nhiều người hỏi", "frequency=Hằng quý")
    check("an item that is not there", run("propose", "edit", "XX-99", wanted=3) is not None)
    # Who signs and where is said once, for all letters.
    run("letter", str(letter), "--place", "Vĩnh Yên", "--signed-as", "Phó Giám đốc", "--signer", "Nguyễn Văn An")
    written = json.loads(run("letter", str(letter), "--number", "15/SYT-VP", "--date", "20/11/2025", "--json"))
    check("all drafts are in it", len(written["proposals"]) == 3 and not written["sent"], written)
    text = docx_text(letter)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 15/SYT-VP",
                  "Vĩnh Yên, ngày 20 tháng 11 năm 2025", "Nguyễn Văn An", "Kính gửi:",
                  "V/v đề nghị bổ sung, sửa đổi, rút khỏi danh mục dữ liệu", "1290/QĐ-CT", "I. Đề nghị bổ sung vào danh mục",
                  "II. Đề nghị sửa đổi trong danh mục", "III. Đề nghị rút khỏi danh mục", "Danh sách nhà thuốc",
                  "Tần suất cập nhật: Hằng tuần", "Trùng với dữ liệu của Bộ", "Nơi nhận:", "Trân trọng./."):
        check(f"the letter says: {words}", words in text, text)
    # Of a change only what differs: the name stays, so it is in the table once.
    check("what stays the same is not repeated", f"Tên: {edited['title']}" not in text, text)

    pdf = folder / "thu.pdf"
    check("written as PDF", run("letter", str(pdf), "--number", "15/SYT-VP", "--date", "20/11/2025", "--sent") is not None)
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
        check("the PDF says the same", "Danh sách nhà thuốc" in text and "15/SYT-VP" in text, text)
    else:
        check("the PDF says the same # SKIP there is no pdftotext", True)
    sent = json.loads(run("proposals", "--json", "--state", "open"))
    check("all are sent", len(sent) == 3 and all(row["fields"]["letter"] == "15/SYT-VP"
                                                and row["fields"]["sent"] == "2025-11-20" for row in sent), sent)
    check("nothing is left to send", run("letter", str(letter), wanted=3) is not None)
print(f"1..{count}")
