import type { Keys } from "./collection.ts"
import type {
  BulkCreation,
  Cart,
  CodeDeletion,
  CodeUse,
  Collection,
  Customer,
  DiscountNode,
  Mail,
  Metafield,
  Order,
  Product,
  RedeemCode,
  Session,
  Shop,
  StoreCreditAccount,
  Token,
  VariantOwner,
  WebhookDelivery,
  WebhookSubscription,
} from "./model.ts"

export type Kinds = {
  shop: {
    products: Product
    variantOwners: VariantOwner
    collections: Collection
    customers: Customer
    carts: Cart
    sessions: Session
    orders: Order
    discounts: DiscountNode
    redeemCodes: RedeemCode
    codeUses: CodeUse
    bulkCreations: BulkCreation
    codeDeletions: CodeDeletion
    metafields: Metafield
    storeCredits: StoreCreditAccount
  }
  shared: {
    shops: Shop
    deliveries: WebhookDelivery
    tokens: Token
    mails: Mail
    subscriptions: WebhookSubscription
  }
}

const lower = (text: string | null): string | null => text?.toLowerCase() ?? null

/** What belongs to a shop, and the keys each kind can be found by. */
export const shopKinds: { [K in keyof Kinds["shop"]]: Keys<Kinds["shop"][K]> } = {
  products: { handle: (product) => product.handle },
  variantOwners: { productId: (owner) => owner.productId },
  collections: { handle: (collection) => collection.handle },
  customers: {
    email: (customer) => lower(customer.email),
    phone: (customer) => customer.phone,
    createdAt: (customer) => customer.createdAt,
    updatedAt: (customer) => customer.updatedAt,
  },
  carts: { customerId: (cart) => cart.customerId },
  sessions: { customerId: (session) => session.customerId },
  orders: {
    number: (order) => order.number,
    name: (order) => order.name,
    token: (order) => order.token,
    customerId: (order) => order.customerId,
    email: (order) => lower(order.email),
    createdAt: (order) => order.createdAt,
    processedAt: (order) => order.processedAt,
    updatedAt: (order) => order.updatedAt,
  },
  discounts: {
    title: (discount) => discount.title,
    createdAt: (discount) => discount.createdAt,
    updatedAt: (discount) => discount.updatedAt,
  },
  redeemCodes: { code: (code) => lower(code.code), discountId: (code) => code.discountId },
  codeUses: {
    codeId: (use) => use.codeId,
    orderId: (use) => use.orderId,
    byCustomer: (use) => use.customerId && `${use.codeId}:${use.customerId}`,
    byEmail: (use) => use.email && `${use.codeId}:${lower(use.email)}`,
  },
  bulkCreations: { pending: (creation) => (creation.doneAt ? null : creation.createdAt) },
  codeDeletions: { pending: (deletion) => (deletion.doneAt ? null : deletion.createdAt) },
  metafields: { ownerId: (metafield) => metafield.ownerId },
  storeCredits: { customerId: (account) => account.customerId },
}

/** What belongs to the sandbox as a whole. */
export const sharedKinds: { [K in keyof Kinds["shared"]]: Keys<Kinds["shared"][K]> } = {
  shops: { domain: (shop) => shop.domain },
  deliveries: {
    dueAt: (delivery) => delivery.nextAttemptAt,
    state: (delivery) => delivery.state,
    topic: (delivery) => delivery.topic,
    createdAt: (delivery) => delivery.createdAt,
  },
  tokens: {
    refreshToken: (token) => token.refreshToken,
    shopDomain: (token) => token.shopDomain,
    parentId: (token) => token.parentId,
  },
  mails: { receivedAt: (mail) => mail.receivedAt },
  subscriptions: { topic: (subscription) => subscription.topic },
}
