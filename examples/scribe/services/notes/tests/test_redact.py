# SPDX-License-Identifier: Apache-2.0
import csv
from datetime import date
from pathlib import Path

from app.models import Visit
from app.redact import redact


def test_removes_what_names_the_patient():
    row = next(csv.DictReader((Path(__file__).parent / "data" / "visits.csv").open()))
    visit = Visit(row["visit_id"], row["patient_name"], date.fromisoformat(row["date_of_birth"]), row["mrn"], row["transcript"], [])
    assert row["patient_name"] not in redact(visit)
