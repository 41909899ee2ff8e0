import { expect, test } from 'vitest'
import { judgeMatch } from './judge-match.ts'

const contact = {
  properties: { hs_object_source: 'FORM', lifecyclestage: 'lead', interests: 'boats;cars', empty: null },
  lists: ['12', '13'],
}

test.each([
  [{}, ''],
  [{ sources: ['IMPORT', 'FORM'] }, 'source FORM'],
  [{ lists: ['9', '13'] }, 'list 13'],
  [{ properties: [{ name: 'interests', values: ['cars'] }] }, 'property interests'],
  [
    { sources: ['FORM'], lists: ['12'], properties: [{ name: 'lifecyclestage', values: ['lead', 'customer'] }] },
    'source FORM, list 12, property lifecyclestage',
  ],
])('whoever is all that is said is meant: %j', (match, words) => {
  expect(judgeMatch(match, contact)).toEqual({ matches: true, words })
})

test.each([
  [{ sources: ['IMPORT', 'CRM_UI'] }, 'HubSpot names FORM as its source, and only IMPORT or CRM_UI is meant.'],
  [{ lists: ['9'] }, 'It is not in the list 9.'],
  [{ lists: ['9', '10'] }, 'It is in none of the lists 9, 10.'],
  [
    { properties: [{ name: 'lifecyclestage', values: ['customer'] }] },
    'Its property lifecyclestage has another value; meant is customer.',
  ],
  [{ properties: [{ name: 'empty', values: ['x'] }] }, 'Its property empty is empty; meant is x.'],
  [{ sources: ['FORM'], lists: ['9'] }, 'It is not in the list 9.'],
])('whoever lacks one of them is not, and it is said which: %j', (match, words) => {
  expect(judgeMatch(match, contact)).toEqual({ matches: false, words })
})
