# SPDX-License-Identifier: Apache-2.0
"""Drafts a visit note with a language model."""
import os

from openai import OpenAI

from .models import Note, Visit
from .redact import redact

client = OpenAI(api_key=os.environ["MODEL_KEY"], base_url="https://api.openai.com/v1")

PROMPT = "Write a visit note with the sections subjective, assessment and plan."


def draft(visit: Visit) -> Note:
    """Only the redacted transcript and the diagnosis codes are sent, never the medical record number."""
    answer = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": PROMPT},
            {"role": "user", "content": redact(visit) + "\nCodes: " + ", ".join(visit.diagnosis_codes)},
        ],
    )
    subjective, assessment, plan = answer.choices[0].message.content.split("\n\n")[:3]
    return Note(visit.visit_id, subjective, assessment, plan)
