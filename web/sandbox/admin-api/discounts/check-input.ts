import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import type { DiscountDraft } from "./read-input.ts"

export type UserError = { code: string; field: string[]; message: string; extraInfo: null }

export function userError(code: string, field: string[], message: string): UserError {
  return { code, field: ["basicCodeDiscount", ...field], message, extraInfo: null }
}

/**
 * What Shopify refuses about the input itself; `creating` also asks for what may not be left out.
 */
export function inputErrors(input: Args, creating: boolean): UserError[] {
  const errors: UserError[] = []
  const refuse = (code: string, field: string[], message: string) =>
    errors.push(userError(code, field, message))
  const blank = (value: unknown) =>
    typeof value === "string" ? value.trim() === "" : value == null
  const needed = (name: string) =>
    creating ? blank(input[name]) : input[name] !== undefined && blank(input[name])

  if (needed("title")) refuse("BLANK", ["title"], "Title can't be blank")
  if (needed("code")) refuse("BLANK", ["code"], "Code can't be blank")
  if (creating && blank(input.startsAt)) refuse("BLANK", ["startsAt"], "Starts at can't be blank")
  if (String(input.title ?? "").length > 255) {
    refuse("TOO_LONG", ["title"], "Title is too long (maximum is 255 characters)")
  }
  if (String(input.code ?? "").length > 255) {
    refuse("TOO_LONG", ["code"], "Code is too long (maximum is 255 characters)")
  }
  if (creating && !input.customerGets?.value) {
    refuse("BLANK", ["customerGets", "value"], "Value can't be blank")
  }
  if (creating && !input.customerGets?.items) {
    refuse("BLANK", ["customerGets", "items"], "Items can't be blank")
  }
  const value = input.customerGets?.value
  if (value && value.percentage != null && value.discountAmount) {
    refuse("INVALID", ["customerGets", "value"], "Only one of percentage and amount may be given")
  }
  const { minimumRequirement } = input
  if (minimumRequirement?.subtotal && minimumRequirement?.quantity) {
    refuse(
      "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT",
      ["minimumRequirement", "subtotal", "greaterThanOrEqualToSubtotal"],
      "Minimum subtotal cannot be defined when minimum quantity is.",
    )
  }
  if (creating && !input.context && !input.customerSelection) {
    refuse("BLANK", ["context"], "Context can't be blank")
  }
  if (input.context && input.customerSelection) {
    refuse("INVALID", ["context"], "Only one of context and customerSelection may be given")
  }
  return errors
}

/** What Shopify refuses about the discount that would come of it. */
export function draftErrors(draft: DiscountDraft): UserError[] {
  const errors: UserError[] = []
  const { value, minimum, usageLimit } = draft
  if (draft.endsAt && Date.parse(draft.endsAt) <= Date.parse(draft.startsAt)) {
    const message = "Ends at needs to be after starts_at"
    errors.push(userError("END_DATE_BEFORE_START_DATE", ["endsAt"], message))
  }
  if (usageLimit !== null && usageLimit < 1) {
    const message = "Usage limit must be greater than 0"
    errors.push(userError("GREATER_THAN", ["usageLimit"], message))
  }
  const at = ["customerGets", "value"]
  if (value.kind === "percentage" && (value.basisPoints <= 0 || value.basisPoints > 10_000)) {
    const message = "Value must be between 0.0 and 1.0"
    errors.push(userError("VALUE_OUTSIDE_RANGE", [...at, "percentage"], message))
  }
  if (value.kind === "fixed" && value.amountMinor <= 0) {
    const message = "Discount amount must be greater than 0"
    errors.push(userError("GREATER_THAN", [...at, "discountAmount", "amount"], message))
  }
  if (minimum && "subtotalMinor" in minimum && minimum.subtotalMinor < 0) {
    const message = "Minimum subtotal must be greater than or equal to 0"
    const field = ["minimumRequirement", "subtotal", "greaterThanOrEqualToSubtotal"]
    errors.push(userError("GREATER_THAN_OR_EQUAL_TO", field, message))
  }
  const { items } = draft
  if (
    !items.all &&
    items.productIds.length + items.variantIds.length + items.collectionIds.length === 0
  ) {
    errors.push(userError("APPLIES_ON_NOTHING", ["customerGets", "items"], "Applies on nothing"))
  }
  return errors
}
