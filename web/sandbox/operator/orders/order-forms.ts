import { fulfillableOf } from "#web/sandbox/commerce/fulfil-order.ts"
import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { buttonForm, checkbox, form, selectField, textField } from "#web/sandbox/operator/fields.ts"
import { type Html, html } from "#web/sandbox/operator/html.ts"
import { moneyText, moneyValue, words } from "#web/sandbox/operator/labels.ts"
import type { Order, OrderLine } from "#web/sandbox/state/model.ts"

export const CANCEL_REASONS = [
  "customer",
  "fraud",
  "inventory",
  "declined",
  "staff",
  "other",
] as const

/** What can be done with an order now; each form says what it does in its heading. */
export function orderForms(context: SandboxContext, order: Order): Html {
  const { outstandingMinor } = orderTotals(order)
  const at = `/admin/orders/${order.id}`
  const owed = moneyText(outstandingMinor, order.currency)
  const open = order.cancelledAt === null
  const sendable = order.lines.some((line) => fulfillableOf(line) > 0)
  return html`<section class="card acts" aria-label="Actions">
    <div class="act-row">
      ${open && outstandingMinor > 0 && buttonForm(`${at}/mark-paid`, `Mark as paid (${owed})`)}
      ${open && sendable && buttonForm(`${at}/fulfil`, "Fulfil all that is left")}
    </div>
    ${refundForm(order, at)}
    ${open && editForm(context, order, at)}
    ${open && cancelForm(at)}
    <details class="act"><summary>Delete</summary>
      <p>The order is gone for good, and the app hears orders/delete.</p>
      ${buttonForm(`${at}/delete`, "Delete the order", "danger")}
    </details>
  </section>`
}

function refundForm(order: Order, at: string): Html {
  const totals = orderTotals(order)
  const left = totals.paidMinor - totals.refundedMinor
  const shippingLeft = totals.current.shippingMinor
  const currency = order.currency
  const fields = html`
    ${order.lines
      .filter((line) => line.currentQuantity > 0)
      .map((line) => quantityField(line, 0, line.currentQuantity))}
    ${textField(`Shipping (up to ${moneyText(shippingLeft, currency)})`, "shipping", "", {
      inputmode: "decimal",
      placeholder: moneyValue(0, currency),
    })}
    ${textField(`Amount (up to ${moneyText(left, currency)})`, "amount", "", {
      inputmode: "decimal",
      placeholder: "What the lines and shipping come to",
    })}
    ${textField("Note", "note", "", { maxlength: 500 })}
    ${checkbox("Restock the pieces", "restock", true)}
    ${checkbox("Refund to store credit", "store_credit", false)}`
  return html`<details class="act"><summary>Refund</summary>
    ${form(`${at}/refund`, "Refund", fields, "primary")}</details>`
}

function editForm(context: SandboxContext, order: Order, at: string): Html {
  const variants = context.store.products.all().flatMap((product) =>
    product.variants.map((variant): [string, string] => {
      const title = variant.title === "Default Title" ? "" : `, ${variant.title}`
      return [
        variant.id,
        `${product.title}${title} (${moneyText(variant.priceMinor, order.currency)})`,
      ]
    }),
  )
  const fields = html`
    ${order.lines.map((line) => quantityField(line, line.currentQuantity, 999))}
    ${selectField("Add a product", "add_variant", [["", "None"], ...variants], "")}
    ${textField("Pieces to add", "add_quantity", 1, { type: "number", min: 1, max: 999 })}
    ${textField("Note for staff", "note", "", { maxlength: 500 })}`
  return html`<details class="act"><summary>Edit</summary>
    <p>Pieces that are taken off are booked as a refund without money, as on Shopify.</p>
    ${form(`${at}/edit`, "Save the edit", fields, "primary")}</details>`
}

function cancelForm(at: string): Html {
  const reasons = CANCEL_REASONS.map((reason): [string, string] => [reason, words(reason)])
  const fields = html`
    ${selectField("Reason", "reason", reasons, "customer")}
    ${checkbox("Give the money back now", "refund", true)}
    ${checkbox("Restock the pieces", "restock", true)}`
  return html`<details class="act"><summary>Cancel</summary>
    ${form(`${at}/cancel`, "Cancel the order", fields, "danger")}</details>`
}

function quantityField(line: OrderLine, value: number, most: number): Html {
  const name = line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title
  const label = `${name} (${line.currentQuantity} of ${line.quantity} left)`
  return textField(label, `quantity-${line.id}`, value, { type: "number", min: 0, max: most })
}
