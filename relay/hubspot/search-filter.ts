/** One condition of HubSpot's search. */
export interface SearchFilter {
  propertyName: string
  operator: string
  value?: string
  values?: string[]
}

export function hasWord(propertyName: string, value: string): SearchFilter {
  return { propertyName, operator: 'CONTAINS_TOKEN', value }
}

export function isOneOf(propertyName: string, values: string[]): SearchFilter {
  return { propertyName, operator: 'IN', values }
}
