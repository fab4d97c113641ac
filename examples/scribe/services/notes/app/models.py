# SPDX-License-Identifier: Apache-2.0
"""What the notes service keeps of a visit."""
from dataclasses import dataclass
from datetime import date


@dataclass
class Visit:
    visit_id: str
    patient_name: str
    date_of_birth: date
    medical_record_number: str
    transcript: str
    diagnosis_codes: list[str]


@dataclass
class Note:
    visit_id: str
    subjective: str
    assessment: str
    plan: str
