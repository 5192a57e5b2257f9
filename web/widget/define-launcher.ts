import { LoyaltyLauncher } from "./launcher.ts"

// The script may stand on a page twice: with the embed and with the rewards page's block.
customElements.get("loyalty-launcher") ?? customElements.define("loyalty-launcher", LoyaltyLauncher)
