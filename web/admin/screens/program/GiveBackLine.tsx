import { Text } from "@shopify/polaris"
import { useWords } from "#web/admin/words/useWords.ts"
import { bestRate, giveBack } from "#web/admin/worth.ts"
import type { ProgramValues } from "./useProgramForm.ts"

const aLot = 2_000 // 20 %: most shops' whole margin

/** What the programme costs, in one line: "a $50.00 order gives back $2.50, 5 %". */
export function GiveBackLine({
  settings,
  currency,
}: {
  settings: ProgramValues
  currency: string
}) {
  const { t, format } = useWords()
  const result = giveBack(settings, currency)
  if (!result) {
    // Something is half typed: nothing can be said, and the field says why.
    if (bestRate(settings, currency)) return null
    return (
      <Text as="p" tone="subdued">
        {t("program.gives-back-nothing")}
      </Text>
    )
  }
  const params = {
    order: format.money(result.orderMinor, currency),
    back: format.money(result.backMinor, currency),
    percent: format.percent(result.basisPoints),
  }
  const isALot = result.basisPoints >= aLot
  return (
    <Text as="p" tone={isALot ? "caution" : "subdued"}>
      {t(result.atMost ? "program.gives-back-up-to" : "program.gives-back", params)}{" "}
      {isALot ? t("program.gives-back-a-lot") : null}
    </Text>
  )
}
