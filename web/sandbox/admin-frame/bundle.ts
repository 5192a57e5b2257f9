import { join } from "node:path"
import { build } from "esbuild"

const made = new Map<string, Promise<string>>()

/** A script for the browser from one of this folder's TypeScript files; made at the first request. */
export function bundled(entry: "bridge/main.ts" | "page/main.ts"): Promise<string> {
  const known = made.get(entry) ?? bundle(entry)
  made.set(entry, known)
  return known
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
  })
  return result.outputFiles[0]!.text
}
