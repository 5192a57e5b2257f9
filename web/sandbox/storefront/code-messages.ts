import type { CodeOutcome } from "#web/sandbox/commerce/apply-codes.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { formatMoney, hundredths } from "./liquid/money.ts"
import { type Language, phrase } from "./liquid/translate.ts"
import { type Locale, localPath } from "./locale.ts"

/** Why a code does not apply, in words; null when it does. */
export function refusalMessage(
  context: SandboxContext,
  language: Language,
  outcome: CodeOutcome,
): string | null {
  const { code, reason } = outcome
  if (!reason) return null
  const say = (key: string, values: object = {}) =>
    phrase(language, `discounts.${key}`, { code, ...values })
  const minimum = reason === "minimum-not-met" ? minimumOf(context, code) : null
  if (minimum && "subtotalMinor" in minimum) {
    const { currency } = context.shop()
    const price = hundredths(minimum.subtotalMinor, currency)
    return say("minimum_spend", { amount: formatMoney(price, currency) })
  }
  if (minimum) return say("minimum_items", { count: minimum.quantity })
  return say(reason.replaceAll("-", "_"))
}

/** The cart's codes as its page shows them: applied or not, and why. */
export function codeObjects(
  context: SandboxContext,
  language: Language,
  locale: Locale,
  outcomes: CodeOutcome[],
) {
  return outcomes.map((outcome) => {
    const others = outcomes.filter((other) => other !== outcome).map((other) => other.code)
    const list = encodeURIComponent(others.join(","))
    return {
      code: outcome.code,
      applicable: outcome.applicable,
      message: refusalMessage(context, language, outcome),
      url_to_remove: localPath(locale, `/cart/update?discount=${list}`),
    }
  })
}

function minimumOf(context: SandboxContext, code: string) {
  const found = context.store.redeemCodes.findOne("code", code.toLowerCase())
  return found ? (context.store.discounts.get(found.discountId)?.minimum ?? null) : null
}
