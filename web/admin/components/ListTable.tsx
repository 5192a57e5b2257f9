import { Card, IndexTable, type IndexTableProps, useBreakpoints } from "@shopify/polaris"
import type { ReactNode } from "react"
import type { List } from "#web/admin/api/use-list.ts"
import { FailureBanner } from "./FailureBanner.tsx"
import { RowsSkeleton } from "./RowsSkeleton.tsx"

type Heading = { title: string; alignment?: "start" | "end" }

type ListTableProps<Row> = {
  list: List<Row>
  /** What one row is called, and many: read out by screen readers. */
  name: { singular: string; plural: string }
  headings: [Heading, ...Heading[]]
  idOf: (row: Row) => string
  /** The cells of a row, one per heading. */
  cells: (row: Row) => ReactNode[]
  /** The same on a narrow screen, in one cell. */
  condensed: (row: Row) => ReactNode
  empty: ReactNode
}

/** A list as Shopify shows its own: rows, pages, a skeleton, an empty state, and what to do when it fails. */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { list, headings, name } = props
  const { smDown } = useBreakpoints()
  if (list.error) return <FailureBanner error={list.error} onRetry={list.retry} />
  if (!list.rows) return <RowsSkeleton />
  const { hasPrevious, hasNext } = list.pagination
  return (
    <Card padding="0">
      <IndexTable
        selectable={false}
        resourceName={name}
        itemCount={list.rows.length}
        headings={headings as IndexTableProps["headings"]}
        condensed={smDown}
        emptyState={props.empty}
        loading={list.loading && list.rows.length > 0}
        {...(hasPrevious || hasNext ? { pagination: list.pagination } : {})}
      >
        {list.rows.map((row, position) => (
          <IndexTable.Row key={props.idOf(row)} id={props.idOf(row)} position={position}>
            {smDown ? props.condensed(row) : cellsOf(props, row)}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  )
}

function cellsOf<Row>({ headings, cells }: ListTableProps<Row>, row: Row): ReactNode {
  return cells(row).map((cell, column) => {
    const heading = headings[column]!
    return (
      <IndexTable.Cell key={heading.title}>
        {heading.alignment === "end" ? <div style={{ textAlign: "end" }}>{cell}</div> : cell}
      </IndexTable.Cell>
    )
  })
}
