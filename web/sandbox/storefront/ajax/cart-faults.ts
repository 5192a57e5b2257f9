/** What Shopify answers when a cart request cannot be carried out. */
export type CartFault = { status: number; code?: string; message: string; description: string }

const invalid = (parameter: string): CartFault => ({
  status: 400,
  code: "bad_request",
  message: "Parameter Missing or Invalid",
  description: `Required parameter missing or invalid: ${parameter}`,
})

export const faults = {
  items: invalid("items"),
  updates: invalid("updates"),
  discount: invalid("discount"),
  line: {
    status: 400,
    code: "bad_request",
    message: "no valid id or line parameter",
    description: "no valid id or line parameter",
  },
  variant: { status: 404, message: "Cart Error", description: "Cannot find variant" },
  quantity: {
    status: 422,
    message: "Cart Error",
    description: "You can't add more of this item to the cart",
  },
} satisfies Record<string, CartFault>
