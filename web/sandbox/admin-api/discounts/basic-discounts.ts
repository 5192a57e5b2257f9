import type { Args, RootField } from "#web/sandbox/admin-api/admin-request.ts"
import { idOf } from "#web/sandbox/admin-api/gid.ts"
import { codeDiscountNodeObject } from "#web/sandbox/admin-api/objects/discount.ts"
import { laterThan, secondsIso } from "#web/sandbox/clock.ts"
import { discountStatus } from "#web/sandbox/commerce/discount-status.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { discountDeletedPayload, discountPayload } from "#web/sandbox/payloads/discount.ts"
import type { DiscountNode } from "#web/sandbox/state/model.ts"
import { draftErrors, inputErrors, type UserError, userError } from "./check-input.ts"
import { addCode, removeCode } from "./code-jobs.ts"
import { applyInput, type DiscountDraft } from "./read-input.ts"

export const discountCodeBasicCreate: RootField = (args, { shop }) => {
  const input: Args = args.basicCodeDiscount
  const errors = inputErrors(input, true)
  if (errors.length > 0) return refused(errors)
  const draft = applyInput(shop, emptyDraft(shop), input)
  const problems = [...draftErrors(draft), ...codeErrors(shop, input.code, null)]
  if (problems.length > 0) return refused(problems)
  const at = secondsIso(shop.clock.now())
  const discount = shop.store.discounts.put({
    ...draft,
    id: shop.root.nextId(),
    usageCount: 0,
    createdAt: at,
    updatedAt: at,
  })
  addCode(shop, discount.id, input.code)
  shop.send("discounts/create", discountPayload(shop.shop(), discount, shop.clock.now()))
  return done(shop, discount)
}

export const discountCodeBasicUpdate: RootField = (args, { shop }) => {
  const discount = found(shop, args.id)
  if (!discount) return refused([missing("id")])
  const input: Args = args.basicCodeDiscount
  const errors = inputErrors(input, false)
  if (errors.length > 0) return refused(errors)
  const draft = applyInput(shop, discount, input)
  const codes = shop.store.redeemCodes.find("discountId", discount.id, 2)
  const problems = draftErrors(draft)
  if (input.code != null) problems.push(...codeErrors(shop, input.code, discount.id))
  if (problems.length > 0) return refused(problems)
  const only = codes.length === 1 ? codes[0] : undefined
  if (input.code != null && only && only.code !== input.code) {
    removeCode(shop, only)
    addCode(shop, discount.id, input.code)
  }
  return done(shop, save(shop, { ...discount, ...draft }))
}

export const discountCodeActivate: RootField = (args, { shop }) => {
  const discount = found(shop, args.id)
  if (!discount) return refused([missing("id")])
  const now = shop.clock.now()
  const status = discountStatus(discount, now)
  if (status === "ACTIVE") return done(shop, discount)
  const startsAt = status === "SCHEDULED" ? secondsIso(now) : discount.startsAt
  const endsAt = status === "EXPIRED" ? null : discount.endsAt
  return done(shop, save(shop, { ...discount, startsAt, endsAt }))
}

export const discountCodeDeactivate: RootField = (args, { shop }) => {
  const discount = found(shop, args.id)
  if (!discount) return refused([missing("id")])
  const now = shop.clock.now()
  if (discountStatus(discount, now) === "EXPIRED") return done(shop, discount)
  return done(shop, save(shop, { ...discount, endsAt: secondsIso(now) }))
}

export const discountCodeDelete: RootField = (args, { shop }) => {
  const discount = found(shop, args.id)
  if (!discount) return { deletedCodeDiscountId: null, userErrors: [missing("id")] }
  for (const code of shop.store.redeemCodes.find("discountId", discount.id)) {
    shop.store.redeemCodes.delete(code.id)
  }
  shop.store.discounts.delete(discount.id)
  const payload = discountDeletedPayload(shop.shop(), discount, shop.clock.now())
  shop.send("discounts/delete", payload)
  return { deletedCodeDiscountId: args.id, userErrors: [] }
}

/** A discount by the global id of its node. */
export function found(shop: SandboxContext, gid: string): DiscountNode | null {
  const id = idOf("DiscountCodeNode", gid) ?? idOf("DiscountNode", gid)
  return id ? shop.store.discounts.get(id) : null
}

export function missing(field: string): UserError {
  const message = "Code discount does not exist."
  return { code: "INVALID", field: [field], message, extraInfo: null }
}

function emptyDraft(shop: SandboxContext): DiscountDraft {
  return {
    title: "",
    value: { kind: "fixed", amountMinor: 0, onEachItem: false },
    items: { all: false, productIds: [], variantIds: [], collectionIds: [] },
    minimum: null,
    customerIds: null,
    usageLimit: null,
    oncePerCustomer: false,
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
    tags: [],
    startsAt: secondsIso(shop.clock.now()),
    endsAt: null,
  }
}

function codeErrors(shop: SandboxContext, code: string, ownId: string | null): UserError[] {
  const known = shop.store.redeemCodes.findOne("code", code.toLowerCase())
  if (!known || known.discountId === ownId) return []
  return [userError("TAKEN", ["code"], "Code must be unique. Please try a different code.")]
}

function save(shop: SandboxContext, discount: DiscountNode): DiscountNode {
  const now = shop.clock.now()
  const saved = shop.store.discounts.put({
    ...discount,
    updatedAt: laterThan(discount.updatedAt, now),
  })
  shop.send("discounts/update", discountPayload(shop.shop(), saved, now))
  return saved
}

function done(shop: SandboxContext, discount: DiscountNode) {
  return { codeDiscountNode: codeDiscountNodeObject(shop, discount), userErrors: [] }
}

function refused(userErrors: UserError[]) {
  return { codeDiscountNode: null, userErrors }
}
