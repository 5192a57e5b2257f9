import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Address, Customer } from "#web/sandbox/state/model.ts"
import { field } from "#web/sandbox/storefront/form.ts"
import { isEmail } from "#web/sandbox/storefront/sign-in.ts"

/** The ways to pay at this till; none of them needs a card. */
export const PAYMENT_WAYS = ["card", "authorize", "decline"] as const
export type PaymentWay = (typeof PAYMENT_WAYS)[number] | "later"

/** The checkout's form as it was filled in, ready to be shown again. */
export type CheckoutForm = {
  email: string
  first_name: string
  last_name: string
  address1: string
  city: string
  zip: string
  phone: string
  accepts_marketing: boolean
  payment: PaymentWay
  test: boolean
}

const REQUIRED = ["email", "last_name", "address1", "city", "zip"] as const

/** What the form shows first: what the shop knows of who is signed in. */
export function emptyForm(customer: Customer | null): CheckoutForm {
  const address = customer?.defaultAddress
  return {
    email: customer?.email ?? "",
    first_name: address?.firstName ?? customer?.firstName ?? "",
    last_name: address?.lastName ?? customer?.lastName ?? "",
    address1: address?.address1 ?? "",
    city: address?.city ?? "",
    zip: address?.zip ?? "",
    phone: address?.phone ?? customer?.phone ?? "",
    accepts_marketing: customer?.acceptsMarketing ?? false,
    payment: "card",
    test: false,
  }
}

/** The posted form; every text is cut to 200 characters. */
export function readForm(form: URLSearchParams): CheckoutForm {
  const text = (name: string) => field(form, name).slice(0, 200)
  const way = text("payment")
  const ways: readonly string[] = [...PAYMENT_WAYS, "later"]
  return {
    email: text("email"),
    first_name: text("first_name"),
    last_name: text("last_name"),
    address1: text("address1"),
    city: text("city"),
    zip: text("zip"),
    phone: text("phone"),
    accepts_marketing: form.has("accepts_marketing"),
    payment: ways.includes(way) ? (way as PaymentWay) : "card",
    test: form.has("test"),
  }
}

/** What is wrong with the form, by field, as keys of the locale files. */
export function problemsOf(form: CheckoutForm): Record<string, string> {
  const missing = REQUIRED.filter((name) => form[name] === "").map((name) => {
    return [name, "address.missing"] as const
  })
  const problems: Record<string, string> = Object.fromEntries(missing)
  if (form.email && !isEmail(form.email)) problems.email = "address.bad_email"
  return problems
}

/** The address as the order keeps it, in the shop's own country. */
export function addressOf(context: SandboxContext, form: CheckoutForm): Address {
  const { countryCode } = context.shop()
  const names = new Intl.DisplayNames("en", { type: "region" })
  return {
    id: context.root.nextId(),
    firstName: form.first_name,
    lastName: form.last_name,
    address1: form.address1,
    address2: null,
    city: form.city,
    province: null,
    provinceCode: null,
    zip: form.zip,
    country: names.of(countryCode) ?? countryCode,
    countryCode,
    phone: form.phone || null,
  }
}
