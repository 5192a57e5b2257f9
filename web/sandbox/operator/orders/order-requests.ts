import type { EditRequest } from "#web/sandbox/commerce/edit-order.ts"
import { minorOf } from "#web/sandbox/commerce/money.ts"
import { itemOf } from "#web/sandbox/commerce/price-cart.ts"
import type { RefundRequest } from "#web/sandbox/commerce/refund-order.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { field } from "#web/sandbox/storefront/form.ts"

type Read<T> = { ok: true; request: T } | { ok: false; reason: string }

/** The refund form: pieces of each line, shipping, and an amount when it is not what those come to. */
export function readRefund(order: Order, form: URLSearchParams): Read<RefundRequest> {
  const lines = quantitiesOf(order, form)
  if (!lines) return { ok: false, reason: "bad-number" }
  const shippingMinor = amountOf(form, "shipping", order.currency)
  const amountMinor = amountOf(form, "amount", order.currency)
  if (shippingMinor === undefined || amountMinor === undefined) {
    return { ok: false, reason: "bad-amount" }
  }
  const request: RefundRequest = {
    lines: lines.filter((line) => line.quantity > 0),
    shippingMinor: shippingMinor ?? 0,
    restock: form.has("restock"),
    toStoreCredit: form.has("store_credit"),
    note: field(form, "note") || null,
  }
  return { ok: true, request: amountMinor === null ? request : { ...request, amountMinor } }
}

/** The edit form: how many pieces each line shall have, and something to add. */
export function readEdit(
  context: SandboxContext,
  order: Order,
  form: URLSearchParams,
): Read<EditRequest> {
  const quantities = quantitiesOf(order, form)
  if (!quantities) return { ok: false, reason: "bad-number" }
  const staffNote = field(form, "note")
  const variantId = field(form, "add_variant")
  if (variantId === "") return { ok: true, request: { quantities, staffNote } }
  const quantity = Number(field(form, "add_quantity") || "1")
  if (!Number.isInteger(quantity) || quantity < 1) return { ok: false, reason: "bad-number" }
  const item = itemOf(context, { key: "edit", variantId, quantity, properties: {} })
  if (!item) return { ok: false, reason: "unknown-variant" }
  return { ok: true, request: { quantities, add: [item], staffNote } }
}

/** The field `quantity-{line}` of each line; null if one is no whole number. */
function quantitiesOf(order: Order, form: URLSearchParams) {
  const lines = order.lines.flatMap((line) => {
    const text = field(form, `quantity-${line.id}`)
    return text === "" ? [] : [{ lineId: line.id, quantity: Number(text) }]
  })
  return lines.every(({ quantity }) => Number.isInteger(quantity) && quantity >= 0) ? lines : null
}

/** An amount in minor units; null for an empty field, undefined for what is no amount. */
function amountOf(
  form: URLSearchParams,
  name: string,
  currency: string,
): number | null | undefined {
  const text = field(form, name)
  if (text === "") return null
  const amountMinor = minorOf(text, currency)
  return amountMinor === null || amountMinor < 0 ? undefined : amountMinor
}
