import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinByExactKeys } from './exact-keys.mjs';
import { joinedByKind, missedPairs, pairsByKind, scoreOf } from './pairs.mjs';

const truth = new Map([
  ['1', { cluster: 'a', kinds: ['twins-4'] }],
  ['2', { cluster: 'a', kinds: ['twins-4'] }],
  ['3', { cluster: 'b', kinds: ['twins-4'] }],
  ['4', { cluster: 'c', kinds: [] }],
  ['5', { cluster: 'c', kinds: [] }],
]);
const clusters = new Map([...truth].map(([row, { cluster }]) => [row, cluster]));

describe('pairs', () => {
  const found = new Map([
    ['1', 'x'],
    ['2', 'x'],
    ['3', 'x'],
    ['4', 'y'],
    ['5', 'z'],
  ]);

  it('are counted right, wrong and missed', () => {
    const { truePairs, right, wrong, missed, precision, recall } = scoreOf(found, clusters);
    assert.deepEqual({ truePairs, right, wrong, missed }, { truePairs: 2, right: 1, wrong: 2, missed: 1 });
    assert.equal(precision, 1 / 3);
    assert.equal(recall, 1 / 2);
    assert.equal(scoreOf(clusters, clusters).f1, 1);
    assert.deepEqual(missedPairs(found, clusters), [['4', '5']]);
  });

  it('that are wrong are told by what the two are to each other', () => {
    assert.deepEqual(Object.fromEntries(joinedByKind(found, truth)), {
      twins: [
        ['1', '3'],
        ['2', '3'],
      ],
    });
    assert.deepEqual(Object.fromEntries(pairsByKind(truth)), { twins: 2 });
  });
});

describe('exact keys', () => {
  it('join through each other, and not by empty cells', () => {
    const row = (id, name, mobile, resident) => ({ 编号: id, 姓名: name, 手机: mobile, 身份证号: resident });
    const groups = joinByExactKeys([
      row('1', '王伟', '139', ''),
      row('2', '王伟', '139', '51'),
      row('3', '王玮', '', '51'),
      row('4', '王伟', '', ''),
      row('5', '王伟', '', ''),
    ]);
    assert.equal(new Set(['1', '2', '3'].map((id) => groups.get(id))).size, 1);
    assert.equal(new Set(groups.values()).size, 3);
  });
});
