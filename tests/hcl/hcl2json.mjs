// SPDX-License-Identifier: Apache-2.0
// Compares our HCL parser with HashiCorp's (@cdktf/hcl2json): accept or reject, and the whole structure.
// usage: node hcl2json.mjs TOOL < paths, one a line      exit 1 on any disagreement
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parse } from "@cdktf/hcl2json";

// The first place where two JSON trees differ, or null.
function difference(ours, theirs, path = "") {
  if (typeof ours === "number" && typeof theirs === "number")
    return Math.abs(ours - theirs) <= Math.abs(theirs) * 1e-12 ? null : path;
  if (ours === null || theirs === null || typeof ours !== "object" || typeof theirs !== "object")
    return ours === theirs ? null : `${path}\n    ours:   ${JSON.stringify(ours)}\n    theirs: ${JSON.stringify(theirs)}`;
  if (Array.isArray(ours) !== Array.isArray(theirs)) return `${path} (list or map)`;
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    if (!(key in ours)) return `${path}.${key} is missing in ours`;
    if (!(key in theirs)) return `${path}.${key} is only in ours`;
    const found = difference(ours[key], theirs[key], `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

async function oracle(path) {
  try {
    // The oracle takes a string, so that the rule "invalid UTF-8 is an error" is applied here.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    return { json: (await parse("input.tf", text)) ?? {} };
  } catch (error) {
    return { error: String(error.message).split("\n")[0] };
  }
}

const tool = spawn(process.argv[2], { stdio: ["inherit", "pipe", "inherit"] });
const count = { files: 0, agree: 0, rejected: 0, disagree: 0 };
for await (const line of createInterface({ input: tool.stdout })) {
  const ours = JSON.parse(line);
  const theirs = await oracle(ours.file);
  count.files++;
  let problem = null;
  if (ours.error && theirs.error) count.rejected++;
  else if (ours.error) problem = `only we reject it: ${ours.error}`;
  else if (theirs.error) problem = `only the oracle rejects it: ${theirs.error}`;
  else problem = difference(ours.json, theirs.json);
  if (problem === null) count.agree++;
  else {
    count.disagree++;
    console.log(`${ours.file}: ${problem}`);
  }
}
console.log(`${count.files} files, ${count.agree} agree (${count.rejected} rejected by both), ${count.disagree} disagree`);
process.exit(count.disagree || !count.files ? 1 : 0);
