import { Banner, List } from "@shopify/polaris"
import type { Refusal } from "#web/admin/api/request.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { refusalText } from "./refusal-text.ts"

/** What was refused and belongs to no field of the form; nothing when there is none. */
export function RefusalBanner({ refusals }: { refusals: readonly Refusal[] }) {
  const words = useWords()
  if (!refusals.length) return null
  const texts = [...new Set(refusals.map((refusal) => refusalText(words, refusal)))]
  return (
    <Banner tone="critical" title={words.t("refusal.title")}>
      {texts.length === 1 ? (
        texts[0]
      ) : (
        <List>
          {texts.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      )}
    </Banner>
  )
}
