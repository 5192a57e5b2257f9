import { Box, InlineStack, Text } from "@shopify/polaris"
import { Children, type ReactNode } from "react"
import { useWords } from "#web/admin/words/useWords.ts"
import type { WordParams } from "#web/admin/words/words.ts"

type SentenceProps = { words: string; figures: Record<string, ReactNode>; params?: WordParams }

/** A sentence with its figures editable in place, in the order of the reader's language. */
export function Sentence({ words, figures, params = {} }: SentenceProps) {
  const { sentence } = useWords()
  return (
    <InlineStack gap="200" blockAlign="center" wrap>
      {Children.toArray(sentence(words, figures, params)).map((piece, index) =>
        typeof piece === "string" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence keep their places
          <Text key={index} as="span">
            {piece.trim()}
          </Text>
        ) : (
          piece
        ),
      )}
    </InlineStack>
  )
}

/** A figure's width inside a sentence. */
export function Figure({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return <Box width={wide ? "160px" : "96px"}>{children}</Box>
}
