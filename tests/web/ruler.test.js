import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelPlaces, textWidth } from '../../web/src/card/ruler-labels.js';

/** @param {number[]} widths of the parts, in pixels @param {number} width */
function drawn(widths, width) {
  let from = 8;
  const labels = widths.map((extent, index) => {
    const label = {
      from,
      to: from + extent,
      text: ['weights 18', 'KV cache 6.5', 'compute 0.42', 'output 0.00', 'overhead 0.49'][index],
    };
    from += extent;
    return label;
  });
  return { labels, places: labelPlaces(labels, width) };
}

/** @type {{widths: number[], width: number}[]} */
const CASES = [];
for (const width of [328, 480, 640]) {
  for (const share of [0.02, 0.2, 0.5, 0.8, 0.97]) {
    for (const rest of [
      [1, 1, 1, 1],
      [40, 4, 1, 6],
      [10, 30, 1, 20],
      [3, 3, 3, 3],
    ]) {
      const first = (width - 16) * share;
      const scale = Math.min(1, ((width - 16) * (1 - share)) / rest.reduce((sum, part) => sum + part, 0));
      CASES.push({
        widths: [first, ...rest.map((part) => part * scale)],
        width,
      });
    }
  }
}

test('no label is covered, cut off or crossed by the line of another', () => {
  for (const { widths, width } of CASES) {
    const { places } = drawn(widths, width);
    const shown = places.filter((place) => place !== undefined);
    for (const [index, one] of shown.entries()) {
      assert.ok(one.left >= 0 && one.right <= width, 'inside the ruler');
      for (const other of shown.slice(index + 1)) {
        assert.ok(
          one.row !== other.row || one.right < other.left || other.right < one.left,
          `covered: ${JSON.stringify([widths, width])}`,
        );
        const [lower, higher] = one.row < other.row ? [one, other] : [other, one];
        if (lower.row < higher.row)
          assert.ok(
            higher.leader < lower.left || higher.leader > lower.right,
            `crossed: ${JSON.stringify([widths, width])}`,
          );
      }
    }
  }
});

test('the widest part always has its label', () => {
  for (const { widths, width } of CASES) {
    const { places } = drawn(widths, width);
    const widest = widths.indexOf(Math.max(...widths));
    assert.ok(places[widest], JSON.stringify([widths, width]));
  }
});

test('Chinese text is taken to be twice as wide', () => {
  assert.ok(textWidth('权重') > 1.8 * textWidth('ab'));
});
