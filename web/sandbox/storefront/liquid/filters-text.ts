import { createHash, createHmac } from "node:crypto"
import { escapeHtml } from "./escape.ts"
import { jsonText } from "./json.ts"
import { type Filters, named, surroundingsOf } from "./surroundings.ts"
import { translate } from "./translate.ts"

const hash = (algorithm: string) => (value: unknown) =>
  createHash(algorithm)
    .update(String(value ?? ""))
    .digest("hex")

const t: Filters[string] = function (key: unknown, ...args: unknown[]) {
  return translate(surroundingsOf(this).language, String(key), named(args))
}

const handleize = (value: unknown) =>
  String(value ?? "")
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replaceAll(/^-|-$/g, "")

/** Text: translation, JSON, handles, digests. */
export const textFilters: Filters = {
  t,
  translate: t,
  json: (value: unknown) => jsonText(value),
  handle: handleize,
  handleize,
  pluralize: (count: unknown, one: string, many: string) => (Number(count) === 1 ? one : many),
  camelize: (value: unknown) =>
    handleize(value).replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
  url_param_escape: (value: unknown) => encodeURIComponent(String(value ?? "")),
  url_escape: (value: unknown) => encodeURI(String(value ?? "")),
  md5: hash("md5"),
  sha1: hash("sha1"),
  sha256: hash("sha256"),
  hmac_sha256: (value: unknown, key: unknown) =>
    createHmac("sha256", String(key))
      .update(String(value ?? ""))
      .digest("hex"),
  default_errors: (errors: unknown) => {
    const messages = Array.isArray(errors) ? errors : []
    if (messages.length === 0) return ""
    const items = messages.map((message) => `<li>${escapeHtml(String(message))}</li>`)
    return `<div class="errors"><ul>${items.join("")}</ul></div>`
  },
}
