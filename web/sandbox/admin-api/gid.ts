import { fail } from "./admin-request.ts"

const form = /^gid:\/\/shopify\/([A-Za-z]+)\/([\w-]+)(\?.*)?$/

/** The kind and the bare id in a global id; throws as Shopify does for what is none. */
export function readGid(gid: string): { kind: string; id: string } {
  const match = form.exec(gid)
  if (!match) throw fail(`Invalid global id '${gid}'`, "argumentLiteralsIncompatible")
  return { kind: match[1]!, id: match[2]! }
}

/** The bare id of a global id of this kind, or null if it is of another. */
export function idOf(kind: string, gid: string): string | null {
  const read = readGid(gid)
  return read.kind === kind ? read.id : null
}
