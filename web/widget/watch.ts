import { type Account, glance, refresh } from "./account.ts"

const everyMs = 2000
const whileMs = 30_000
/** How long a code may take to be made before nobody asks any more. */
const makingMs = 180_000

/**
 * Keeps an open panel fresh: for a while after each act of the shopper, and whenever the tab gets the
 * focus back, it glances at the points every 2 s; longer, and at all, while a code is being made. A hidden
 * tab asks nothing.
 */
export function watch(account: Account) {
  const { state } = account
  let timer: ReturnType<typeof setInterval> | undefined
  let since = 0

  const wake = () => {
    since = Date.now()
  }
  const look = () => {
    const { busy, phase, member } = state
    const making = member?.redemptions.some(({ status }) => status === "reserved")
    const tired = Date.now() - since > (making ? makingMs : whileMs)
    // An action looks by itself when it is done. A code in the making changes without the points.
    if (!document.hidden && !tired && !busy && phase === "ready")
      void (making ? refresh : glance)(account)
  }

  addEventListener("focus", wake)

  return {
    start() {
      wake()
      timer ??= setInterval(look, everyMs)
    },
    stop() {
      clearInterval(timer)
      timer = undefined
    },
  }
}
