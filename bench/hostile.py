# SPDX-License-Identifier: Apache-2.0
"""What bench/hostile measures: shapes that openings, separators, labels and names of health documents are made of, repeated to the
end of a line and of a file, nested and never closed."""
import os
import subprocess
import sys
import tempfile

MB = 1 << 20
SIZES = (MB // 2, MB, 2 * MB)
LIMIT = 60  # seconds; what takes longer is told as such

NOTE = "Patient: Maria Ortega\nDOB: 03/14/1961\nMRN: 44819021\nDiagnosis: diabetes\n"
LOG = '2020-01-01 10:00:00 INFO patient mrn=44819021 name="Maria Ortega" dob=1961-03-14 diagnosis=diabetes\n'
CODE = "patient = Patient(name='Maria Ortega', dob='1961-03-14', mrn='44819021', diagnosis='diabetes')\n"
HL7 = "MSH|^~\\&|A|B|C|D|20200101||ADT^A01|1|P|2.3\rPID|1||44819021^^^MRN||Ortega^Maria||19610314|F\r"
TABLE = "patient_id,last_name,first_name,dob,ssn,diagnosis\n448190,Ortega,Maria,1961-03-14,219-09-9999,diabetes\n"
SQL = "CREATE TABLE patients (id int, name text, dob date, ssn text);\n"

# name of the shape: (file, what stands first, what is repeated, length of a line or 0: all one line, or as it is repeated)
SHAPES = {
    "names": ("a.txt", NOTE, "Ortega, Maria; ", 4000),
    "names in a page": ("a.html", "<html><p>patient</p>\n", "<name>Maria Ortega</name>", 4000),
    "names in a log": ("a.log", LOG, "Maria Ortega ", 4000),
    "names with hyphens": ("a.txt", NOTE, "Aa-", 4000),
    "births": ("a.txt", NOTE, "DOB: 1961-03-14 ", 4000),
    "numbers of records": ("a.txt", NOTE, "MRN: 44819021 ", 4000),
    "labels without values": ("a.txt", NOTE, "PATIENT_NAME=", 4000),
    "letters": ("a.txt", NOTE, "M-A-R-I-A ", 4000),
    "initials": ("a.txt", NOTE, "A.", 4000),
    "objects that nobody closes": ("a.txt", NOTE, '{"a":', 4000),
    "objects within objects": ("a.py", CODE, '{"patient":{"name":', 0),
    "objects of people": ("a.json", '{"patient": 1}\n', '{"name":"Maria Ortega"},', 4000),
    "lists within lists": ("a.json", "", '[["Maria","Ortega",', 0),
    "quotes": ("a.py", CODE, '"', 4000),
    "escaped quotes": ("a.py", CODE, '\\"', 4000),
    "strings that nobody closes": ("a.py", CODE, "name='\\", 4000),
    "names of fields": ("a.py", CODE, "name:", 4000),
    "calls within calls": ("a.py", CODE, "with(", 4000),
    "values of inputs": ("a.html", "<html><p>patient</p>\n", 'a value="', 4000),
    "tags": ("a.xml", "<?xml version='1.0'?><patients>", "<patient><name>", 0),
    "tags that nobody ends": ("a.html", "<html><p>patient</p>\n", "<td", 0),
    "cells": ("a.html", "<html><p>patient</p>\n", "<tr><td>Maria Ortega</td>", 0),
    "segments on a line": ("a.txt", NOTE, " PID|1||448190^^^MRN||Ortega^Maria", 0),
    "segments": ("a.hl7", HL7, "OBX|1|NM|a^b^c||1|mg\r", None),
    "numbered fields": ("a.txt", NOTE, "PID-5|Ortega^Maria^^^ ", 0),
    "statements that nobody ends": ("a.py", CODE, "INSERT INTO patients VALUES ((\n", None),
    "statements within rows": ("a.py", CODE, "(1,'INSERT INTO patients VALUES (1'),\n", None),
    "rows": ("a.sql", SQL, "INSERT INTO patients VALUES (1,'Maria Ortega','1961-03-14','219-09-9999');\n", None),
    "tables": ("a.sql", SQL, "create table a(", 0),
    "commas": ("a.csv", TABLE, ",", 4000),
    "quoted cells": ("a.csv", TABLE, 'a,b,"\n', None),
    "pairs of a log": ("a.log", LOG, "job=8813 prompt=a dtmf=1 ", 1900),
    "keys": ("a.yml", "patient: Maria Ortega\n", "key: value ", 4000),
    "anchors": ("a.yml", "", "a: &x [*x, *x]\n", None),
    "passwords": ("a.py", "", "password=", 4000),
    "addresses with passwords": ("a.py", "", "://user:pass@host ", 0),
    "beginnings of keys": ("a.txt", "", "-----BEGIN RSA PRIVATE KEY-----", 0),
    "tokens": ("a.txt", "", "AKIAIOSFODNN7EXAMPL2 ", 4000),
    "blocks of Terraform": ("a.tf", "", 'resource "a" "b" {\n', None),
    "steps of a container": ("Dockerfile", "FROM a\n", "RUN a && \\\n", None),
}


def text_of(shape, size):
    _, head, unit, length = shape
    if length:
        unit = (unit * (length // len(unit) + 1))[:length] + "\n"
    return (head + unit * (size // len(unit) + 1))[:size]


def ordinary(size):
    with open("README.md") as one, open("scanner/README.md") as other:
        text = one.read() + other.read()
    return (text * (size // len(text) + 1))[:size]


def cpu(program, folder):
    started = os.times()
    try:
        subprocess.run([program, "scan", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return float("inf")
    ended = os.times()
    return ended.children_user - started.children_user + ended.children_system - started.children_system


def measure(program, name, text):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
        return min(cpu(program, folder) for _ in range(2))


def main():
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:] or SHAPES
    with tempfile.TemporaryDirectory() as empty:
        start = min(cpu(program, empty) for _ in range(3))
    print(f"{'shape':30} {'file':10} {'line':>5} {'s/MB':>7} {'ordinary':>8} {'grows':>6}")
    for name in names:
        shape = SHAPES[name]
        times = [max(measure(program, shape[0], text_of(shape, size)) - start, 0.01) for size in SIZES]
        plain = max(measure(program, shape[0], ordinary(SIZES[-1])) - start, 0.01)
        line = {0: "all", None: "-"}.get(shape[3], shape[3])
        print(f"{name:30} {shape[0]:10} {line!s:>5} {times[-1] * MB / SIZES[-1]:7.2f} {times[-1] / plain:8.1f} "
              f"{times[-1] / times[-2]:6.1f}", flush=True)


main()
