import { z } from "zod"
import { minorOf } from "#web/sandbox/commerce/money.ts"
import { type CartItem, itemOf } from "#web/sandbox/commerce/price-cart.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"

/** A line to order: a variant of the shop, or something made up with a price. */
export const lineBody = z.object({
  variantId: z.string().optional(),
  /** In major units, "12.50". */
  price: z.union([z.string(), z.number()]).optional(),
  priceMinor: z.number().int().min(0).optional(),
  title: z.string().default("Something"),
  quantity: z.number().int().min(1).default(1),
  taxable: z.boolean().default(true),
  giftCard: z.boolean().default(false),
  requiresShipping: z.boolean().default(true),
})

export const orderBody = z.object({
  customerId: z.string().optional(),
  email: z.email().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  lines: z.array(lineBody).min(1),
  codes: z.array(z.string()).default([]),
  financialStatus: z.enum(["paid", "pending", "authorized"]).default("paid"),
  test: z.boolean().default(false),
  sourceName: z.string().default("web"),
  tipMinor: z.number().int().min(0).default(0),
  note: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
  shipping: z.boolean().default(true),
})

export const refundBody = z.object({
  lines: z.array(z.object({ lineId: z.string(), quantity: z.number().int() })).optional(),
  /** Every piece that is left, and the shipping. */
  all: z.boolean().default(false),
  restock: z.boolean().default(true),
  shippingMinor: z.union([z.number().int(), z.literal("full")]).optional(),
  amountMinor: z.number().int().optional(),
  toStoreCredit: z.boolean().default(false),
  note: z.string().nullable().default(null),
})

export const editBody = z.object({
  add: z.array(lineBody).default([]),
  quantities: z.array(z.object({ lineId: z.string(), quantity: z.number().int() })).default([]),
  staffNote: z.string().default(""),
})

export const cancelBody = z.object({
  reason: z.enum(["customer", "fraud", "inventory", "declined", "staff", "other"]).optional(),
  refund: z.boolean().optional(),
  restock: z.boolean().optional(),
})

export const fulfilBody = z.object({
  lines: z.array(z.object({ lineId: z.string(), quantity: z.number().int() })).optional(),
})

/** The lines as they can be priced; null if one of them names no variant and no valid price. */
export function itemsOf(
  context: SandboxContext,
  lines: z.infer<typeof lineBody>[],
): CartItem[] | null {
  const items: CartItem[] = []
  for (const line of lines) {
    const item = line.variantId ? variantItem(context, line) : madeUpItem(context, line)
    if (!item) return null
    items.push(item)
  }
  return items
}

function variantItem(context: SandboxContext, line: z.infer<typeof lineBody>): CartItem | null {
  const item = itemOf(context, {
    key: `${line.variantId}`,
    variantId: line.variantId ?? "",
    quantity: line.quantity,
    properties: {},
  })
  const priceMinor = askedPrice(context, line)
  return item && priceMinor !== null ? { ...item, priceMinor } : item
}

function madeUpItem(context: SandboxContext, line: z.infer<typeof lineBody>): CartItem | null {
  const priceMinor = askedPrice(context, line)
  if (priceMinor === null || priceMinor < 0) return null
  return {
    key: line.title,
    title: line.title,
    variantTitle: null,
    sku: null,
    vendor: null,
    grams: 0,
    properties: {},
    product: null,
    variant: null,
    priceMinor,
    quantity: line.quantity,
    productId: null,
    variantId: null,
    collectionIds: [],
    giftCard: line.giftCard,
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
  }
}

function askedPrice(context: SandboxContext, line: z.infer<typeof lineBody>): number | null {
  if (line.priceMinor !== undefined) return line.priceMinor
  return line.price === undefined ? null : minorOf(line.price, context.shop().currency)
}
