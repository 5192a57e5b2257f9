import { createHash } from "node:crypto"
import { globSync, readFileSync } from "node:fs"
import { join, sep } from "node:path"

const SOURCES = ["{events,generate,seeds}.ts", "{world,stories}/*.ts"]

/** SHA-256 of every file the generator is made of, names included, whatever the line ends. */
export function digestSources(): string {
  const paths = globSync(SOURCES, { cwd: import.meta.dirname })
  const hash = createHash("sha256")
  for (const path of paths.map((path) => path.replaceAll(sep, "/")).sort()) {
    const text = readFileSync(join(import.meta.dirname, path), "utf8")
    hash.update(`${path}\n${text.replaceAll("\r\n", "\n")}\n`)
  }
  return hash.digest("hex")
}

/** SHA-256 of anything's JSON. */
export const digestJson = (value: unknown) =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex")
