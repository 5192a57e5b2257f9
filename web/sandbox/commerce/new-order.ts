import { randomBytes } from "node:crypto"
import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Customer, Id, Order, Shop } from "#web/sandbox/state/model.ts"
import type { CheckoutBuyer, CheckoutOptions } from "./complete-checkout.ts"
import { lineOf, taxLinesOf, tipLine } from "./new-order-line.ts"
import type { PricedCart } from "./price-cart.ts"

/** The order that a priced cart becomes; nothing is stored. */
export function newOrder(
  context: SandboxContext,
  priced: PricedCart,
  customer: Customer | null,
  buyer: CheckoutBuyer,
  options: CheckoutOptions,
  cartToken: string | null,
): Order {
  const shop = context.shop()
  const id = () => context.root.nextId()
  const at = secondsIso(context.clock.now())
  const number = nextNumber(context)
  const gateway = options.gateway ?? "bogus"
  // Nothing to pay is paid.
  const financialStatus = priced.totalMinor === 0 ? "paid" : (options.financialStatus ?? "paid")
  const address = buyer.address ?? customer?.defaultAddress ?? null
  return {
    id: id(),
    number,
    name: `#${number}`,
    token: randomBytes(16).toString("hex"),
    customerId: customer?.id ?? null,
    email: buyer.email ?? customer?.email ?? null,
    phone: buyer.phone ?? null,
    currency: priced.currency,
    taxesIncluded: priced.taxesIncluded,
    lines: [
      ...priced.lines.map((line) => lineOf(id(), line, shop)),
      ...(priced.tipMinor > 0 ? [tipLine(id(), priced.tipMinor)] : []),
    ],
    shippingLines: shippingLines(context, priced, shop),
    discountCodes: codesOf(priced),
    discountApplications: priced.applications,
    financialStatus,
    fulfillmentStatus: null,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    test: options.test ?? false,
    sourceName: options.sourceName ?? "web",
    locale: buyer.locale ?? customer?.locale ?? shop.locale,
    note: options.note ?? null,
    tags: options.tags ?? [],
    attributes: options.attributes ?? [],
    cartToken,
    acceptsMarketing: buyer.acceptsMarketing ?? customer?.acceptsMarketing ?? false,
    billingAddress: address,
    shippingAddress: priced.shipping ? address : null,
    gateway,
    originalTotalMinor: priced.totalMinor,
    transactions: firstTransaction(id(), financialStatus, gateway, priced.totalMinor, at),
    fulfillments: [],
    refunds: [],
    edits: [],
    createdAt: at,
    processedAt: at,
    updatedAt: at,
  }
}

function sameCode(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

function nextNumber(context: SandboxContext): number {
  const [last] = context.store.orders.page({ orderBy: "number", reverse: true, limit: 1 })
  return (last?.number ?? 1000) + 1
}

function firstTransaction(
  id: Id,
  financialStatus: Order["financialStatus"],
  gateway: string,
  amountMinor: number,
  createdAt: string,
): Order["transactions"] {
  if (amountMinor === 0) return []
  const kind = financialStatus === "authorized" ? "authorization" : "sale"
  const status = financialStatus === "pending" ? "pending" : "success"
  return [{ id, kind, status, gateway, amountMinor, parentId: null, createdAt }]
}

function shippingLines(
  context: SandboxContext,
  priced: PricedCart,
  shop: Shop,
): Order["shippingLines"] {
  if (!priced.shipping) return []
  const { title, priceMinor, taxMinor } = priced.shipping
  return [{ id: context.root.nextId(), title, priceMinor, taxLines: taxLinesOf(shop, taxMinor) }]
}

function codesOf(priced: PricedCart): Order["discountCodes"] {
  return priced.applications.map((application) => {
    const outcome = priced.codes.find((one) => sameCode(one.code, application.code))
    return {
      code: application.code,
      amountMinor: outcome?.amountMinor ?? 0,
      kind: application.valueKind,
    }
  })
}
