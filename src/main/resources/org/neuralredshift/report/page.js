/* Replaces each still figure by a chart with zoom and tooltips, from the JSON beside it. Without this script the page is whole. */
(() => {
  'use strict';
  if (typeof echarts === 'undefined') return;
  const NAMES = 2, LOGARITHMIC = 1;
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond',
    'path://M0,0L10,0L5,9Z', 'path://M5,0L10,3.6L8.1,9.5L1.9,9.5L0,3.6Z', 'path://M3.4,0h3.2v3.4H10v3.2H6.6V10H3.4V6.6H0V3.4h3.4z'];
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';
  const SMALL = 11, PANEL = 200, NARROW = 150, BAND = 0.16;

  const theme = () => {
    const style = getComputedStyle(document.documentElement);
    const value = name => style.getPropertyValue('--' + name).trim();
    const colours = {series: []};
    for (const name of ['paper', 'raised', 'ink', 'muted', 'line', 'axis']) colours[name] = value(name);
    for (let i = 0; i < 8; i++) colours.series.push(value('s' + i));
    return colours;
  };

  const pen = document.createElement('canvas').getContext('2d');
  const width = text => { pen.font = SMALL + 'px ' + FONT; return pen.measureText(text).width; };
  const widest = axes => Math.max(0, ...axes.flatMap(axis => axis.names.map(width)));

  /* Where panels stand on a chart of this width. */
  function layout(plot, room) {
    const panels = plot.panels;
    const label = widest(panels.map(p => p.y)) + 10;
    const columns = Math.max(1, Math.min(plot.columns, panels.length, Math.floor(room / (label + 90)), Math.floor(room / (panels[0].x.kind === NAMES && panels[0].x.at.length < 5 ? NARROW : PANEL))));
    const left = Math.min(0.5 * room, label) + (panels[0].y.label ? 20 : 0);
    const most = Math.max(...panels.map(p => p.x.at.length), 1);
    const free = room / columns - left - 14;
    const inner = plot.square ? Math.min(free, plot.height * most) : free;
    const labelled = Math.max(...panels.map(p => p.x.names.filter(name => name).length), 1);
    const slanted = panels[0].x.kind === NAMES && widest(panels.map(p => p.x)) > inner / labelled - 2;
    const below = (slanted ? 10 + 0.65 * widest(panels.map(p => p.x)) + 12 : 22);
    const rows = Math.max(...panels.map(p => p.y.at.length), 1);
    const height = plot.square ? inner / most * rows : plot.height * (columns === 1 && plot.columns > 1 ? 1.15 : 1);
    const top = panels.some(p => p.title) ? 24 : 10;
    let head = plot.legend.length || panels[0].x.kind !== NAMES && panels[0].y.kind !== NAMES ? 30 : 6;
    let line = 0;
    for (const key of plot.legend) {
      const size = width(key[0]) * 1.1 + 42;
      if (line > 0 && line + size > room - 70) { head += 24; line = 0; }
      line += size;
    }
    if (plot.scale) head = 62;
    const foot = panels[0].x.label ? 6 + 16 * Math.ceil(1.12 * width(panels[0].x.label) / room) : 0;
    const pitch = top + height + below;
    const total = head + Math.ceil(panels.length / columns) * pitch + foot;
    const box = i => ({left: (i % columns) * room / columns + left, top: head + Math.floor(i / columns) * pitch + top, width: inner, height});
    return {columns, left, slanted, below, total, box, pitch};
  }

  function axis(of, place, i, colours, isX, across) {
    const names = of.kind === NAMES;
    const text = {color: colours.muted, fontSize: SMALL, fontFamily: FONT};
    const label = Object.assign({hideOverlap: true, showMinLabel: true, showMaxLabel: true}, text);
    const fixed = names || of.kind === LOGARITHMIC;
    if (fixed) {
      label.customValues = of.at;
      label.formatter = value => { const at = of.at.findIndex(a => Math.abs(a - value) < 1e-9 * Math.max(1, Math.abs(a))); return at < 0 ? '' : of.names[at]; };
    }
    if (names) label.hideOverlap = false;
    if (isX && place.slanted) label.rotate = 38;
    return {
      gridIndex: i, type: of.kind === LOGARITHMIC ? 'log' : 'value', min: of.low, max: of.high, inverse: !isX && names,
      axisLabel: label, axisTick: fixed ? {customValues: of.at, show: false} : {show: false}, minorTick: {show: false},
      axisLine: {show: isX && !names, onZero: false, lineStyle: {color: colours.axis}},
      splitLine: {show: isX ? across : !names, lineStyle: {color: colours.line}}
    };
  }

  const isLight = colour => {
    const part = i => { const v = parseInt(colour.slice(i, i + 2), 16) / 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) > 0.18;
  };

  const shade = (scale, value) => {
    const share = scale.high > scale.low ? (value - scale.low) / (scale.high - scale.low) : 0.5;
    return scale.colours[Math.round(Math.max(0, Math.min(1, share)) * (scale.colours.length - 1))];
  };

  const drawn = (mark, i, render, dimensions, extra) => Object.assign({
    type: 'custom', name: mark.name, xAxisIndex: i, yAxisIndex: i, clip: true, animation: false, renderItem: render, dimensions, encode: {x: 0, y: 1, tooltip: []}
  }, extra);

  function tiles(mark, i, plot) {
    const widest = Math.max(...mark.tiles.map(t => width(t[3])));
    const render = (params, api) => {
      const size = api.size([1, 1]), centre = api.coord([api.value(0), api.value(1)]);
      const item = mark.tiles[params.dataIndex];
      const shape = {x: centre[0] - size[0] / 2, y: centre[1] - size[1] / 2, width: Math.max(1, size[0] - 0.6), height: Math.max(1, size[1] - 0.6)};
      const children = [{type: 'rect', shape, style: {fill: api.visual('color')}}];
      if (item[3] && size[0] > widest + 4 && size[1] > 13) {
        children.push({type: 'text', style: {text: item[3], x: centre[0], y: centre[1], align: 'center', verticalAlign: 'middle', fontSize: SMALL, fontFamily: FONT,
          fill: isLight(shade(plot.scale, item[2])) ? '#101010' : '#ffffff'}});
      }
      return {type: 'group', children};
    };
    return [drawn(mark, i, render, ['x', 'y', 'value'], {data: mark.tiles.map(t => ({value: t.slice(0, 3), label_: t[4]})), tile: true})];
  }

  function boxes(mark, i, colour) {
    const render = (params, api) => {
      const at = j => api.coord([api.value(0), api.value(j)]);
      const half = Math.min(11, 0.32 * api.size([1, 0])[0]);
      const [a, b, m, c, d] = [1, 2, 3, 4, 5].map(at);
      const line = (x1, y1, x2, y2, lineWidth) => ({type: 'line', shape: {x1, y1, x2, y2}, style: {stroke: colour, lineWidth}});
      return {type: 'group', children: [
        line(a[0], a[1], b[0], b[1], 1.3), line(c[0], c[1], d[0], d[1], 1.3),
        {type: 'rect', shape: {x: c[0] - half, y: c[1], width: 2 * half, height: Math.max(1, b[1] - c[1])}, style: {fill: colour, opacity: 0.35}},
        line(m[0] - half, m[1], m[0] + half, m[1], 2.4)]};
    };
    return [drawn(mark, i, render, ['x', 'q05', 'q25', 'q50', 'q75', 'q95'], {data: mark.boxes.map(b => ({value: b.slice(0, 6), label_: b[6]})), encode: {x: 0, y: [1, 2, 3, 4, 5]}})];
  }

  function series(mark, i, colour, panel) {
    const data = mark.dots.map(d => ({value: [d[0], d[1]], symbolSize: 2 * d[6], label_: d[7]}));
    const common = {name: mark.name, xAxisIndex: i, yAxisIndex: i, data, animation: false, symbol: SYMBOLS[mark.symbol], itemStyle: {color: colour}};
    if (!mark.joined) {
      return [whiskers(mark, i, colour, panel), Object.assign({type: 'scatter', z: 3}, common)];
    }
    const line = Object.assign({type: 'line', z: 3, showSymbol: mark.dots.some(d => d[6] > 0), triggerLineEvent: false}, common);
    line.lineStyle = {color: colour, width: 1.8, type: mark.dashed ? 'dashed' : 'solid'};
    return [band(mark, i, colour), line];
  }

  function band(mark, i, colour) {
    const dots = mark.dots.filter(d => d[4] !== null && d[5] !== null);
    const render = (params, api) => {
      const low = dots.map(d => api.coord([d[0], d[4]])), high = dots.map(d => api.coord([d[0], d[5]])).reverse();
      return {type: 'polygon', silent: true, shape: {points: low.concat(high)}, style: {fill: colour, opacity: BAND}};
    };
    return drawn(mark, i, render, ['x', 'y'], {data: dots.length > 1 ? [[dots[0][0], dots[0][1]]] : [], silent: true, z: 1, itemStyle: {color: colour}});
  }

  function whiskers(mark, i, colour, panel) {
    const from = panel.x.low, above = panel.y.low;
    const render = (params, api) => {
      const d = mark.dots[params.dataIndex], children = [];
      const line = (from, to) => children.push({type: 'line', silent: true,
        shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, style: {stroke: colour, lineWidth: 1.3, opacity: 0.7}});
      if (d[2] !== null && d[3] !== null) line(api.coord([Math.max(from, d[2]), d[1]]), api.coord([d[3], d[1]]));
      if (d[4] !== null && d[5] !== null) line(api.coord([d[0], Math.max(above, d[4])]), api.coord([d[0], d[5]]));
      return {type: 'group', children};
    };
    return drawn(mark, i, render, ['x', 'y'], {data: mark.dots.map(d => [d[0], d[1]]), silent: true, z: 2, itemStyle: {color: colour}});
  }

  function option(plot, room, colours) {
    const place = layout(plot, room);
    const text = {color: colours.ink, fontFamily: FONT, fontSize: 12};
    const all = [], grids = [], xAxis = [], yAxis = [], titles = [];
    plot.panels.forEach((panel, i) => {
      const box = place.box(i);
      grids.push(Object.assign({outerBoundsMode: 'none', containLabel: false}, box));
      xAxis.push(axis(panel.x, place, i, colours, true, panel.y.kind === NAMES && panel.x.kind !== NAMES));
      yAxis.push(axis(panel.y, place, i, colours, false, false));
      if (panel.title) {
        titles.push({text: panel.title, left: box.left - 2, top: box.top - 22, padding: 2,
          textStyle: Object.assign({}, text, {fontWeight: 600, width: box.width, overflow: 'truncate'})});
      }
      for (const mark of panel.marks) {
        const colour = colours.series[mark.colour];
        if (mark.kind === 'tiles') all.push(...tiles(mark, i, plot));
        else if (mark.kind === 'boxes') all.push(...boxes(mark, i, colour));
        else if (mark.kind === 'series') all.push(...series(mark, i, colour, panel));
      }
    });
    const first = place.box(0), last = place.box(plot.panels.length - 1), corner = place.box(place.columns - 1);
    if (plot.panels[0].x.label) {
      titles.push({text: plot.panels[0].x.label, left: place.columns === 1 ? room / 2 : (first.left + corner.left + corner.width) / 2,
        top: last.top + last.height + place.below, padding: 2, textAlign: 'center',
        textStyle: Object.assign({}, text, {fontWeight: 'normal', lineHeight: 15, width: room - 6, overflow: 'break'})});
    }
    const zooms = plot.panels[0].x.kind !== NAMES && plot.panels[0].y.kind !== NAMES;
    const made = {
      animation: false, backgroundColor: 'transparent', textStyle: text, grid: grids, xAxis, yAxis, title: titles, series: all,
      tooltip: {trigger: 'item', renderMode: 'richText', confine: true, backgroundColor: colours.raised, borderColor: colours.axis,
        textStyle: text, formatter: p => (p.data && p.data.label_) || p.seriesName || ''}
    };
    if (plot.panels[0].y.label) {
      made.graphic = [{type: 'text', silent: true, rotation: Math.PI / 2, x: 8, y: (first.top + last.top + last.height) / 2,
        style: {text: plot.panels[0].y.label, fill: colours.ink, font: '12px ' + FONT, align: 'center', verticalAlign: 'middle'}}];
    }
    if (plot.legend.length) {
      made.legend = {type: 'plain', left: 0, top: 0, width: room - (zooms ? 76 : 0), padding: 2, itemWidth: 11, itemHeight: 11, itemGap: 12, textStyle: text, inactiveColor: colours.axis,
        data: plot.legend.map(key => ({name: key[0], icon: key[3] ? 'path://M0,4h5v2h-5zM8,4h5v2h-5z' : SYMBOLS[key[2]], itemStyle: {color: colours.series[key[1]]}}))};
    }
    if (zooms) {
      made.toolbox = {right: 4, top: -4, padding: 2, itemSize: 13, showTitle: false, iconStyle: {borderColor: colours.muted},
        feature: {dataZoom: {title: {zoom: 'zoom to a box', back: 'zoom back'}}, restore: {title: 'whole'}}};
      made.dataZoom = [{type: 'inside', xAxisIndex: plot.panels.map((_, i) => i), filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: 'shift', moveOnMouseWheel: false}];
    }
    if (plot.scale) {
      const digits = value => Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
      made.visualMap = {type: 'continuous', orient: 'horizontal', left: 0, top: 24, min: plot.scale.low, max: plot.scale.high, dimension: 2, calculable: true, padding: 0,
        itemWidth: 12, itemHeight: Math.min(220, room - 130), inRange: {color: plot.scale.colours}, outOfRange: {color: colours.line},
        seriesIndex: all.flatMap((s, i) => s.tile ? [i] : []), textStyle: Object.assign({}, text, {color: colours.muted, fontSize: SMALL}), formatter: digits};
      titles.push({text: plot.scale.label, left: 0, top: 2, padding: 2, textStyle: Object.assign({}, text, {fontWeight: 'normal'})});
    }
    return {made, height: Math.ceil(place.total)};
  }

  const live = [];
  function show(entry) {
    const room = entry.figure.clientWidth;
    const {made, height} = option(entry.plot, room, theme());
    entry.place.style.height = height + 'px';
    if (!entry.chart) entry.chart = echarts.init(entry.place, null, {renderer: 'canvas', width: room, height});
    else entry.chart.resize({width: room, height});
    entry.chart.setOption(made, {notMerge: true});
    entry.room = room;
  }

  for (const figure of document.querySelectorAll('figure')) {
    const data = figure.querySelector('script[type="application/json"]');
    if (!data) continue;
    const entry = {figure, place: figure.querySelector('.live'), plot: JSON.parse(data.textContent)};
    figure.classList.add('lives');
    try {
      show(entry);
      live.push(entry);
    } catch (failure) {
      figure.classList.remove('lives');
      console.error(failure);
    }
  }
  const root = document.documentElement;
  root.dataset.charts = String(live.length);
  root.dataset.scrolls = String(root.scrollWidth > root.clientWidth);
  const again = all => live.forEach(entry => { if (all || entry.figure.clientWidth !== entry.room) show(entry); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => again(true));
  let waiting = 0;
  addEventListener('resize', () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => again(false)); });
})();
