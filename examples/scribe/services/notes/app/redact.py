# SPDX-License-Identifier: Apache-2.0
"""Takes direct identifiers out of a transcript before it leaves."""
import re

from .models import Visit


def redact(visit: Visit) -> str:
    text = visit.transcript
    for known in (visit.patient_name, visit.medical_record_number, visit.date_of_birth.isoformat()):
        text = re.sub(re.escape(known), "[removed]", text, flags=re.IGNORECASE)
    return text
