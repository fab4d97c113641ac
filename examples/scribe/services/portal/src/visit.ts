// SPDX-License-Identifier: Apache-2.0
export interface Visit {
  visitId: string;
  patientName: string;
  dateOfBirth: string;
  medicalRecordNumber: string;
  phoneNumber: string;
  diagnosisCodes: string[];
}
