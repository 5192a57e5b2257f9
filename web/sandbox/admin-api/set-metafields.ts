import { createHash } from "node:crypto"
import { laterThan, secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Metafield } from "#web/sandbox/state/model.ts"
import type { Args, RootField } from "./admin-request.ts"
import { nodeOf } from "./node-of.ts"
import { metafieldObject, namespaceOf } from "./objects/metafield.ts"

const mostAtOnce = 25
const mostBytes = 16 * 1024

type UserError = { code: string; field: string[]; message: string; elementIndex: number | null }

/** All of them are set, or none. */
export const metafieldsSet: RootField = (args, { shop }) => {
  const inputs: Args[] = args.metafields
  if (inputs.length > mostAtOnce) {
    const message = `Exceeded the maximum metafields input limit of ${mostAtOnce}.`
    const field = ["metafields"]
    const error = { code: "LESS_THAN_OR_EQUAL_TO", field, message, elementIndex: null }
    return { metafields: null, userErrors: [error] }
  }
  const userErrors = inputs.flatMap((input, index) => errorsOf(shop, input, index))
  if (userErrors.length > 0) return { metafields: null, userErrors }
  const metafields = inputs.map((input) => shop.store.metafields.put(metafieldOf(shop, input)))
  return { metafields: metafields.map(metafieldObject), userErrors: [] }
}

function errorsOf(shop: SandboxContext, input: Args, index: number): UserError[] {
  const errors: UserError[] = []
  const refuse = (code: string, name: string, message: string) =>
    errors.push({
      code,
      field: ["metafields", String(index), name],
      message,
      elementIndex: null,
    })
  const known = shop.store.metafields.get(idOf(input))
  const kind = input.type ?? known?.kind
  if (!nodeOf(shop, input.ownerId)) refuse("INVALID", "ownerId", "Owner does not exist.")
  if (!kind) refuse("BLANK", "type", "Type can't be blank")
  else if (known && kind !== known.kind) {
    refuse(
      "INVALID_TYPE",
      "type",
      `Type must be consistent with the value's type: '${known.kind}'.`,
    )
  } else if (!isValue(kind, input.value)) {
    refuse("INVALID_VALUE", "value", `Value must be a valid ${kind}.`)
  }
  if (Buffer.byteLength(input.value) > mostBytes) {
    refuse("TOO_LONG", "value", "Value is too long (maximum is 16 KB).")
  }
  if (input.compareDigest !== undefined && input.compareDigest !== (known?.compareDigest ?? null)) {
    refuse("STALE_OBJECT", "compareDigest", "The resource has been updated since it was loaded.")
  }
  return errors
}

function metafieldOf(shop: SandboxContext, input: Args): Metafield {
  const now = shop.clock.now()
  const known = shop.store.metafields.get(idOf(input))
  return {
    id: idOf(input),
    numericId: known?.numericId ?? shop.root.nextId(),
    ownerId: input.ownerId,
    namespace: namespaceOf(input.namespace),
    key: input.key,
    kind: input.type ?? known?.kind ?? "single_line_text_field",
    value: input.value,
    compareDigest: createHash("sha256").update(input.value).digest("hex"),
    createdAt: known?.createdAt ?? secondsIso(now),
    updatedAt: laterThan(known?.updatedAt ?? null, now),
  }
}

function idOf(input: Args): string {
  return `${input.ownerId}|${namespaceOf(input.namespace)}|${input.key}`
}

function isValue(kind: string, value: string): boolean {
  if (kind === "number_integer") return /^-?\d{1,16}$/.test(value)
  if (kind === "number_decimal") return /^-?\d+(\.\d+)?$/.test(value)
  if (kind === "boolean") return value === "true" || value === "false"
  if (kind === "json" || kind.startsWith("list.")) return isJson(value)
  if (kind === "date" || kind === "date_time") return !Number.isNaN(Date.parse(value))
  return value !== ""
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}
