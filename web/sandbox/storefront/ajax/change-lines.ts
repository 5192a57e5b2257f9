import { z } from "zod"
import type { Cart } from "#web/sandbox/state/model.ts"
import { MOST_PIECES, setQuantity } from "#web/sandbox/storefront/cart.ts"
import { type CartFault, faults } from "./cart-faults.ts"

const quantity = z.coerce.number().int().min(0).max(MOST_PIECES)
const change = z.object({
  id: z.union([z.string(), z.number().int().transform(String)]).optional(),
  line: z.coerce.number().int().min(1).optional(),
  quantity,
})
const updates = z.union([z.array(quantity), z.record(z.string(), quantity)])

/** `/cart/change.js`: a line by its key, its variant, or its place counted from 1. */
export function changeLine(cart: Cart, body: unknown): Cart | CartFault {
  const parsed = change.safeParse(body)
  if (!parsed.success) return faults.line
  const { id, line } = parsed.data
  const meant = line === undefined ? id : cart.lines[line - 1]?.key
  const known = cart.lines.some((one) => one.key === meant || one.variantId === meant)
  return meant !== undefined && known ? setQuantity(cart, meant, parsed.data.quantity) : faults.line
}

/** `updates` of `/cart/update.js`: quantities in the order of the lines, or by key or variant. */
export function applyUpdates(cart: Cart, asked: unknown): Cart | CartFault {
  if (asked === undefined || asked === null) return cart
  const parsed = updates.safeParse(asked)
  if (!parsed.success) return faults.updates
  const pairs = Array.isArray(parsed.data)
    ? parsed.data.map((pieces, index) => [cart.lines[index]?.key ?? "", pieces] as const)
    : Object.entries(parsed.data)
  return pairs.reduce((changed, [key, pieces]) => setQuantity(changed, key, pieces), cart)
}
