// SPDX-License-Identifier: Apache-2.0
// Turns the sound of a visit into a transcript.
import { createClient } from "@deepgram/sdk";
import type { Visit } from "./visit";

const deepgram = createClient(process.env.DEEPGRAM_KEY ?? "", { global: { url: "https://api.deepgram.com" } });

export async function transcribe(visit: Visit, sound: Buffer): Promise<string> {
  const { result, error } = await deepgram.listen.prerecorded.transcribeFile(sound, {
    model: "nova-2-medical",
    tag: [visit.patientName, visit.medicalRecordNumber],
  });
  if (error) throw error;
  return result.results.channels[0].alternatives[0].transcript;
}
