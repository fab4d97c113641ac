// SPDX-License-Identifier: Apache-2.0
// Reminds patients of their next visit.
import type { Visit } from "./visit";

const MESSAGES = "https://api.twilio.com/2010-04-01/Accounts";

export async function remind(visit: Visit, clinic: string): Promise<void> {
  const account = process.env.TWILIO_ACCOUNT ?? "";
  const body = new URLSearchParams({
    To: visit.phoneNumber,
    Body: `${visit.patientName}, ${clinic} expects you tomorrow about ${visit.diagnosisCodes.join(", ")}.`,
  });
  await fetch(`${MESSAGES}/${account}/Messages.json`, { method: "POST", body });
}
