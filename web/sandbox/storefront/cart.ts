import { createHash, randomBytes } from "node:crypto"
import type { Request, Response } from "express"
import { secondsIso } from "#web/sandbox/clock.ts"
import { findVariant } from "#web/sandbox/commerce/price-cart.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Cart, CartLine } from "#web/sandbox/state/model.ts"
import { ensureSession, saveSession, sessionOf } from "./session.ts"

/** The most pieces of one thing that a cart takes. */
export const MOST_PIECES = 999

/** The visitor's cart as stored; an empty one (not stored) for who has none. */
export function cartOf(context: SandboxContext, request: Request): Cart {
  const session = sessionOf(context, request)
  const known = session?.cartId ? context.store.carts.get(session.cartId) : null
  if (known) return { ...known, customerId: session?.customerId ?? null }
  const at = secondsIso(context.clock.now())
  return {
    id: randomBytes(16).toString("hex"),
    customerId: session?.customerId ?? null,
    lines: [],
    discountCodes: [],
    note: "",
    attributes: {},
    createdAt: at,
    updatedAt: at,
  }
}

/** Stores the cart and ties it to the visitor's session, which is begun if there is none. */
export function saveCart(
  context: SandboxContext,
  request: Request,
  response: Response,
  cart: Cart,
): Cart {
  const session = ensureSession(context, request, response)
  if (session.cartId !== cart.id) saveSession(context, session, { cartId: cart.id })
  return context.store.carts.put({ ...cart, updatedAt: secondsIso(context.clock.now()) })
}

export type CartAddition = {
  variantId: string
  quantity: number
  properties: Record<string, string>
}

/** The cart with more of something in it; refused if the variant is unknown or no quantity is left. */
export function addToCart(
  context: SandboxContext,
  cart: Cart,
  addition: CartAddition,
): { ok: true; cart: Cart; key: string } | { ok: false; reason: "unknown-variant" | "quantity" } {
  const { variantId, properties } = addition
  if (!findVariant(context, variantId)) return { ok: false, reason: "unknown-variant" }
  const key = lineKey(variantId, properties)
  const before = cart.lines.find((line) => line.key === key)
  const quantity = (before?.quantity ?? 0) + addition.quantity
  if (addition.quantity < 1 || quantity > MOST_PIECES) return { ok: false, reason: "quantity" }
  const line: CartLine = { key, variantId, quantity, properties }
  const others = cart.lines.filter((one) => one.key !== key)
  // What was added last is shown first, as on Shopify; what was there keeps its place.
  const lines = before ? cart.lines.map((one) => (one.key === key ? line : one)) : [line, ...others]
  return { ok: true, cart: { ...cart, lines }, key }
}

/** The cart with a quantity for the line of this key, or for all lines of this variant; 0 removes. */
export function setQuantity(cart: Cart, keyOrVariant: string, quantity: number): Cart {
  const meant = (line: CartLine) => line.key === keyOrVariant || line.variantId === keyOrVariant
  const lines = cart.lines.map((line) => (meant(line) ? { ...line, quantity } : line))
  return { ...cart, lines: lines.filter((line) => line.quantity > 0) }
}

/** Codes from a comma list, each once however it is written, at most 25. */
export function codesFrom(text: string): string[] {
  const codes = new Map<string, string>()
  for (const code of text.split(",").map((one) => one.trim().slice(0, 255))) {
    if (code && !codes.has(code.toLowerCase())) codes.set(code.toLowerCase(), code)
  }
  return [...codes.values()].slice(0, 25)
}

function lineKey(variantId: string, properties: Record<string, string>): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1))
  const digest = createHash("md5").update(JSON.stringify(sorted)).digest("hex")
  return `${variantId}:${digest}`
}
