import { Fragment, type ReactNode } from "react"
import { useWords } from "#web/admin/words/useWords.ts"
import type { WordParams } from "#web/admin/words/words.ts"

type SentenceProps = { words: string; figures: Record<string, ReactNode>; params?: WordParams }

/** A sentence with its figures editable in place, in the order of the reader's language. */
export function Sentence({ words, figures, params = {} }: SentenceProps) {
  const { sentence } = useWords()
  return (
    <div className="loyalty-sentence">
      {sentence(words, figures, params).map((piece) =>
        "text" in piece ? (
          <span key={piece.text}>{piece.text}</span>
        ) : (
          <Fragment key={piece.figure}>{piece.element}</Fragment>
        ),
      )}
    </div>
  )
}

/** A figure inside a sentence, as wide as what is usually written there. */
export function Figure({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className={wide ? "loyalty-figure loyalty-figure-wide" : "loyalty-figure"}>{children}</div>
  )
}
