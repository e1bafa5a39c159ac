/** A drawing as SVG, of the size it is asked for. */
export type Scene = (random: Random, width: number, height: number) => string;

/** Numbers from 0 to 1 that are the same in every run, so that every demo shows the same pictures. */
export type Random = () => number;

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A sky, a low sun and hills one behind the other. */
export const landscape: Scene = (random, width, height) => {
  const hue = Math.floor(random() * 360);
  const sun = { x: width * (0.2 + random() * 0.6), y: height * 0.35, radius: width / 14 };
  const hills = [0.5, 0.62, 0.75, 0.88].map((top, depth) => {
    const waves = [0, 1, 2].map((octave) => ({ length: (3 + random() * 4) * 2 ** octave, phase: random() * 7 }));
    const points = Array.from({ length: 61 }, (_, step) => {
      const rise = waves.reduce(
        (sum, { length, phase }, i) => sum + Math.sin((step / 60) * length + phase) / 2 ** i,
        0,
      );
      return `${(step / 60) * width},${height * (top - rise * 0.04)}`;
    });
    const colour = `hsl(${(hue + 60) % 360} 35% ${46 - depth * 10}%)`;
    return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${colour}"/>`;
  });
  return svg(
    width,
    height,
    gradient('sky', [`hsl(${hue} 60% 45%)`, `hsl(${(hue + 30) % 360} 75% 82%)`]),
    `<rect width="100%" height="100%" fill="url(#sky)"/>
     <circle cx="${sun.x}" cy="${sun.y}" r="${sun.radius}" fill="#fff4d0"/>${hills.join('')}`,
  );
};

/** Lights out of focus at night. */
export const lights: Scene = (random, width, height) => {
  const circles = Array.from({ length: 70 }, () => {
    const colour = `hsl(${Math.floor(random() * 70 + 10)} 90% ${Math.floor(45 + random() * 30)}%)`;
    const radius = (0.01 + random() * 0.05) * width;
    return `<circle cx="${random() * width}" cy="${random() * height}" r="${radius}" fill="${colour}" opacity="${0.15 + random() * 0.5}"/>`;
  });
  return svg(
    width,
    height,
    gradient('night', ['#101528', `hsl(${Math.floor(200 + random() * 100)} 45% 22%)`]),
    `<rect width="100%" height="100%" fill="url(#night)"/>${circles.join('')}`,
  );
};

/** One thing on nothing: transparent around it, as shops want it. */
export const product: Scene = (random, width, height) => {
  const hue = Math.floor(random() * 360);
  const [w, h] = [width * 0.34, height * 0.7];
  const [x, y] = [(width - w) / 2, height * 0.14];
  return svg(
    width,
    height,
    gradient('body', [`hsl(${hue} 70% 72%)`, `hsl(${hue} 75% 34%)`], 'x2="1"'),
    `<ellipse cx="${width / 2}" cy="${y + h}" rx="${w * 0.8}" ry="${h * 0.06}" fill="#000" opacity="0.25"/>
     <rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${w * 0.3}" fill="url(#body)"/>
     <rect x="${x + w * 0.3}" y="${y - h * 0.09}" width="${w * 0.4}" height="${h * 0.12}" rx="${w * 0.06}" fill="#333"/>
     <rect x="${x + w * 0.12}" y="${y + h * 0.35}" width="${w * 0.76}" height="${h * 0.3}" fill="#fff" opacity="0.85"/>
     <circle cx="${width / 2}" cy="${y + h / 2}" r="${w * 0.18}" fill="hsl(${(hue + 180) % 360} 60% 45%)"/>`,
  );
};

/** Flat boxes and lines, like a screenshot of a dashboard. */
export const screen: Scene = (random, width, height) => {
  const bars = Array.from({ length: 24 }, (_, index) => {
    const tall = height * (0.08 + random() * 0.35);
    const x = width * (0.25 + index * 0.03);
    return `<rect x="${x}" y="${height * 0.85 - tall}" width="${width * 0.02}" height="${tall}" fill="#3b82c4"/>`;
  });
  const rows = Array.from({ length: 14 }, (_, index) => {
    const y = height * (0.14 + index * 0.055);
    return `<rect x="${width * 0.03}" y="${y}" width="${width * (0.06 + random() * 0.1)}" height="${height * 0.02}" fill="#8fa3b5"/>`;
  });
  return svg(
    width,
    height,
    '',
    `<rect width="100%" height="100%" fill="#f6f8fa"/><rect width="${width * 0.21}" height="100%" fill="#223344"/>
     <rect width="100%" height="${height * 0.08}" fill="#182430"/>${rows.join('')}${bars.join('')}
     <rect x="${width * 0.25}" y="${height * 0.14}" width="${width * 0.7}" height="${height * 0.2}" fill="#fff" stroke="#d0d7de"/>`,
  );
};

/** Large plain shapes over each other. */
export const poster: Scene = (random, width, height) => {
  const hue = Math.floor(random() * 360);
  const shapes = Array.from({ length: 12 }, (_, index) => {
    const colour = `hsl(${(hue + index * 25) % 360} 70% ${Math.floor(35 + random() * 40)}%)`;
    const [x, y, size] = [random() * width, random() * height, (0.08 + random() * 0.25) * width];
    const turned = `transform="rotate(${Math.floor(random() * 90)} ${x} ${y})"`;
    return random() < 0.5
      ? `<circle cx="${x}" cy="${y}" r="${size / 2}" fill="${colour}"/>`
      : `<rect x="${x}" y="${y}" width="${size}" height="${size * 0.6}" fill="${colour}" ${turned}/>`;
  });
  return svg(width, height, '', `<rect width="100%" height="100%" fill="hsl(${hue} 40% 88%)"/>${shapes.join('')}`);
};

function svg(width: number, height: number, definitions: string, content: string): string {
  const size = `width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${definitions}</defs>${content}</svg>`;
}

function gradient(id: string, [from, to]: [string, string], direction = 'x2="0" y2="1"'): string {
  const stops = `<stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/>`;
  return `<linearGradient id="${id}" ${direction}>${stops}</linearGradient>`;
}
