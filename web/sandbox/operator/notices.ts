import type { Request, Response } from "express"

export type Notice = { tone: "done" | "failed"; text: string }

/** What was done, in words. */
const DONE: Record<string, string> = {
  refunded: "The refund was made.",
  edited: "The order was edited.",
  cancelled: "The order was cancelled.",
  paid: "The order is marked as paid.",
  fulfilled: "The order is fulfilled.",
  "order-deleted": "The order was deleted.",
  "customer-created": "The customer was created.",
  "customer-deleted": "The customer was deleted.",
  "tags-saved": "The tags were saved.",
  resent: "The delivery is sent again.",
  sent: "The delivery is on its way.",
  "settings-saved": "The settings were saved.",
  "clock-set": "The clock was set.",
  installed: "The app is installed.",
  uninstalled: "The app is uninstalled.",
  "theme-saved": "The theme was saved.",
  "mails-cleared": "The inbox is empty.",
}

/** Why something was not done, in words. */
const FAILED: Record<string, string> = {
  "nothing-to-refund": "Choose lines, shipping or an amount to refund.",
  "unknown-line": "One of the lines is not part of this order.",
  "more-than-ordered": "More pieces were asked for than are left on the order.",
  "more-than-shipping": "More shipping was asked for than is left to refund.",
  "more-than-paid": "More money was asked for than is left of what was paid.",
  "no-customer": "Store credit needs a customer, and this order has none.",
  cancelled: "A cancelled order cannot be changed.",
  "nothing-changed": "Nothing was changed: every quantity is as before.",
  "already-fulfilled": "Pieces that were sent out cannot be taken off; refund them instead.",
  "already-cancelled": "The order is cancelled already.",
  "nothing-owed": "Nothing is owed on this order.",
  "nothing-to-fulfil": "Nothing is left to send out.",
  "has-orders": "A customer who has orders cannot be deleted.",
  "email-taken": "Another customer has this email.",
  "phone-taken": "Another customer has this phone number.",
  "bad-email": "Enter a valid email address.",
  "bad-amount": "Enter an amount such as 12.50.",
  "bad-number": "Enter a number within the range shown.",
  "bad-time": "Enter a date and a time.",
  "bad-headers": "Headers go one to a line, as Name: value.",
  "no-topic": "Enter a topic such as orders/paid.",
  "unknown-variant": "Choose a product to add.",
  "not-allowed": "This form was posted from another site.",
}

/** What the last action came to, as its redirect says. Only words from here are ever shown. */
export function noticeOf(request: Request): Notice | null {
  const { done, failed } = request.query
  if (typeof done === "string" && Object.hasOwn(DONE, done)) {
    return { tone: "done", text: DONE[done]! }
  }
  if (typeof failed === "string" && Object.hasOwn(FAILED, failed)) {
    return { tone: "failed", text: FAILED[failed]! }
  }
  return null
}

/** After a form: back to a page that says what was done. */
export function sendDone(response: Response, path: string, done: string): void {
  response.redirect(303, withQuery(path, "done", done))
}

/** After a form that was refused: back to a page that says why. */
export function sendFailed(response: Response, path: string, reason: string): void {
  response.redirect(303, withQuery(path, "failed", reason))
}

const withQuery = (path: string, name: string, value: string) =>
  `${path}${path.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`
