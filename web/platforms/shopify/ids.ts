import { UnreadableError } from "./parse-body.ts"

/** "1042" as the Admin API writes it: "gid://shopify/Order/1042". */
export function gid(kind: string, id: string): string {
  return `gid://shopify/${kind}/${id}`
}

/** The digits of a global id, as webhooks and our tables write it. Throws UnreadableError on anything else. */
export function idOf(globalId: string): string {
  const digits = /^gid:\/\/shopify\/\w+\/([1-9]\d{0,18})(\?|$)/.exec(globalId)?.[1]
  if (!digits)
    throw new UnreadableError({ code: "not-an-id", field: "id", value: globalId.slice(0, 60) })
  return digits
}
