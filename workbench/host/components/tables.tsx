import type { CSSProperties } from 'react'
import { callExtension } from '../call-extension.ts'
import type { SdkProps } from './sdk-props.ts'

function Table(props: SdkProps<'Table'>) {
  const { bordered = true, flush, density = 'default', children, testId } = props
  const look = `hx-table hx-table-${density}${bordered ? ' hx-bordered' : ''}${flush ? ' hx-flush' : ''}`
  return (
    <div className="hx-table-frame" data-testid={testId}>
      <table className={look}>{children}</table>
      {props.paginated && <Pages {...props} />}
    </div>
  )
}

function Pages(props: Extract<SdkProps<'Table'>, { paginated: true }>) {
  const { pageCount, page = 1, onPageChange, showFirstLastButtons, maxVisiblePageButtons = 5 } = props
  const first = Math.max(
    1,
    Math.min(page - Math.floor(maxVisiblePageButtons / 2), pageCount - maxVisiblePageButtons + 1),
  )
  const shown = Array.from({ length: Math.min(maxVisiblePageButtons, pageCount) }, (_, index) => first + index)
  const go = (label: string, to: number) => (
    <button
      type="button"
      disabled={to < 1 || to > pageCount || to === page}
      onClick={() => callExtension(onPageChange, to)}
    >
      {label}
    </button>
  )
  return (
    <nav className="hx-pages" aria-label="Pages of the table">
      {showFirstLastButtons && go('First', 1)}
      {go('Prev', page - 1)}
      {shown.map((number) => (
        <button
          key={number}
          type="button"
          aria-current={number === page ? 'page' : undefined}
          onClick={() => callExtension(onPageChange, number)}
        >
          {number}
        </button>
      ))}
      {go('Next', page + 1)}
      {showFirstLastButtons && go('Last', pageCount)}
    </nav>
  )
}

function TableHeader(props: SdkProps<'TableHeader'>) {
  const { children, testId } = props
  const sorts = props.sortDirection !== undefined && props.sortDirection !== 'never' ? props : null
  if (!sorts)
    return (
      <th scope="col" data-testid={testId} style={cellStyle(props)}>
        {children}
      </th>
    )
  const { sortDirection, onSortChange, disabled } = sorts as Extract<typeof props, { onSortChange: unknown }>
  const next = sortDirection === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" data-testid={testId} aria-sort={sortDirection} style={cellStyle(props)}>
      <button type="button" disabled={disabled} onClick={() => callExtension(onSortChange, next)}>
        {children}
        <span aria-hidden="true">{{ ascending: ' ▲', descending: ' ▼', none: ' ⇅' }[sortDirection]}</span>
      </button>
    </th>
  )
}

function TableCell(props: SdkProps<'TableCell'>) {
  return (
    <td data-testid={props.testId} colSpan={props.colSpan} style={cellStyle(props)}>
      {props.children}
    </td>
  )
}

function cellStyle({ align, width }: Pick<SdkProps<'TableCell'>, 'align' | 'width'>): CSSProperties {
  const style: CSSProperties = {}
  if (align) style.textAlign = align
  if (width === 'min') style.width = '1%'
  else if (width === 'max') style.width = '100%'
  else if (width !== undefined) style.width = width
  return style
}

/** Tables. */
export const tables = {
  Table,
  TableBody: ({ children }: SdkProps<'TableBody'>) => <tbody>{children}</tbody>,
  TableCell,
  TableFooter: ({ children }: SdkProps<'TableFooter'>) => <tfoot>{children}</tfoot>,
  TableHead: ({ children }: SdkProps<'TableHead'>) => <thead>{children}</thead>,
  TableHeader,
  TableRow: ({ children, testId }: SdkProps<'TableRow'>) => <tr data-testid={testId}>{children}</tr>,
}
