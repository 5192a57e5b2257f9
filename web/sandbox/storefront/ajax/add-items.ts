import { z } from "zod"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Cart } from "#web/sandbox/state/model.ts"
import { addToCart } from "#web/sandbox/storefront/cart.ts"
import { type CartFault, faults } from "./cart-faults.ts"

const id = z.union([z.string().regex(/^\d+$/), z.number().int().transform(String)])
const item = z.object({
  id,
  quantity: z.coerce.number().int().min(1).default(1),
  properties: z.record(z.string(), z.coerce.string()).nullish(),
})
const request = z.union([z.object({ items: z.array(item).min(1) }), item])

export type Added =
  | { ok: true; cart: Cart; keys: string[]; single: boolean }
  | { ok: false; fault: CartFault }

/** `/cart/add.js`: one item, or a list under `items`; all of them or none. */
export function addItems(context: SandboxContext, cart: Cart, body: unknown): Added {
  const parsed = request.safeParse(body)
  if (!parsed.success) return { ok: false, fault: faults.items }
  const single = !("items" in parsed.data)
  const items = "items" in parsed.data ? parsed.data.items : [parsed.data]
  const keys: string[] = []
  let changed = cart
  for (const { id: variantId, quantity, properties } of items) {
    const added = addToCart(context, changed, {
      variantId,
      quantity,
      properties: properties ?? {},
    })
    if (!added.ok) {
      const fault = added.reason === "quantity" ? faults.quantity : faults.variant
      return { ok: false, fault }
    }
    changed = added.cart
    keys.push(added.key)
  }
  return { ok: true, cart: changed, keys, single }
}
