import { readFileSync } from "node:fs"

/** One operation of the Admin API, ready to send. */
export type Operation = { name: string; text: string; isMutation: boolean }

/** Reads `documents/{file}.graphql`; done once for each, when its module is loaded. */
export function readOperation(file: string): Operation {
  const source = readFileSync(new URL(`./documents/${file}.graphql`, import.meta.url), "utf8")
  // The comments are for us.
  const text = source.replace(/^\s*#.*\n/gm, "")
  const [, kind, name] = /^(query|mutation) (\w+)/m.exec(text) ?? []
  if (!name) throw new Error(`documents/${file}.graphql holds no named operation`)
  return { name, text, isMutation: kind === "mutation" }
}
