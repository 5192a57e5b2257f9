import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Id, StoreCreditAccount } from "#web/sandbox/state/model.ts"

/**
 * Adds to (or with a negative amount takes from) a customer's store credit in the shop's currency.
 */
export function creditCustomer(
  context: SandboxContext,
  customerId: Id,
  amountMinor: number,
  origin: string,
): StoreCreditAccount {
  const { currency } = context.shop()
  const id = `${customerId}:${currency}`
  const account = context.store.storeCredits.get(id) ?? {
    id,
    customerId,
    currency,
    balanceMinor: 0,
    transactions: [],
  }
  const createdAt = secondsIso(context.clock.now())
  const transaction = { id: context.root.nextId(), amountMinor, createdAt, origin }
  return context.store.storeCredits.put({
    ...account,
    balanceMinor: account.balanceMinor + amountMinor,
    transactions: [...account.transactions, transaction],
  })
}
