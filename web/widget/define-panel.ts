import { LoyaltyPanel } from "./panel.ts"

customElements.get("loyalty-panel") ?? customElements.define("loyalty-panel", LoyaltyPanel)
