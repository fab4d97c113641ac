/* SPDX-License-Identifier: Apache-2.0 */
/* Comfort for the page of the PHI map. Everything that a panel shows is read from the tables, so that nothing is said twice. */
(function () {
  'use strict';
  var byId = function (id) { return document.getElementById(id); };
  var all = function (root, what) { return Array.prototype.slice.call(root.querySelectorAll(what)); };
  var drawing = byId('drawing'), panel = byId('panel'), body = byId('panel-body'), heading = byId('panel-title');
  var status = byId('status'), back = byId('back'), find = byId('find');
  var whole = drawing.firstElementChild, opener = null, opened = null, zoom = 0;
  var boxes = all(document, '#tools input[type=checkbox]');
  byId('tools').hidden = false;

  function svg() { return drawing.querySelector('svg'); }
  function links() { return all(drawing, 'a.m-node, a.m-edge'); }
  function row(link) { return byId(decodeURIComponent(link.getAttribute('href').slice(1))); }
  function say(text) { status.textContent = text; }
  function kind(link) {
    for (var i = 0; i < boxes.length; i++) if (link.classList.contains(boxes[i].dataset.kind)) return boxes[i];
    return null;
  }

  /* What is off, what does not match the search, what has nothing to do with the box in hand. */
  function refresh(near) {
    var words = find.value.trim().toLowerCase(), nodes = {}, hits = 0, count = 0;
    all(drawing, 'a.m-node').forEach(function (node) {
      var tr = row(node), hit = !words || (tr && tr.textContent.toLowerCase().indexOf(words) >= 0);
      nodes[node.dataset.at] = hit;
      hits += hit ? 1 : 0;
      count++;
      node.classList.toggle('m-dim', !hit);
    });
    var lit = {};
    all(drawing, 'a.m-edge').forEach(function (edge) {
      var box = kind(edge), from = edge.dataset.from, to = edge.dataset.to, off = box && !box.checked;
      edge.classList.toggle('m-off', Boolean(off));
      var touches = !near || near === edge || (near.dataset.at !== undefined && (near.dataset.at === from || near.dataset.at === to));
      if (near && touches && !off) { lit[from] = true; lit[to] = true; }
      edge.classList.toggle('m-dim', !(nodes[from] || nodes[to]) || !touches);
    });
    if (near) all(drawing, 'a.m-node').forEach(function (node) {
      if (!lit[node.dataset.at] && node !== near) node.classList.add('m-dim');
    });
    all(document, '#flows tbody tr[data-kind]').forEach(function (tr) {
      var box = boxes.filter(function (b) { return b.dataset.kind === tr.dataset.kind; })[0];
      tr.hidden = Boolean((box && !box.checked) || (words && tr.textContent.toLowerCase().indexOf(words) < 0));
    });
    all(document, '#systems tbody tr[id]').forEach(function (tr) {
      tr.hidden = Boolean(words && tr.textContent.toLowerCase().indexOf(words) < 0);
    });
    return words ? hits + ' of ' + count + ' boxes match.' : '';
  }

  function line(list, name, cell) {
    if (!cell.textContent.trim()) return;
    var dt = document.createElement('dt'), dd = document.createElement('dd');
    dt.textContent = name;
    Array.prototype.forEach.call(cell.childNodes, function (child) { dd.appendChild(child.cloneNode(true)); });
    list.appendChild(dt);
    list.appendChild(dd);
  }

  function openPanel(link) {
    var tr = row(link);
    if (!tr) return;
    var heads = all(tr.closest('table'), 'thead th'), list = document.createElement('dl');
    Array.prototype.forEach.call(tr.cells, function (cell, i) {
      if (i > 0 || link.classList.contains('m-edge')) line(list, heads[i].textContent, cell);
    });
    heading.textContent = link.classList.contains('m-edge') ? tr.cells[0].textContent + ' to ' + tr.cells[1].textContent : tr.cells[0].textContent;
    body.textContent = '';
    body.appendChild(list);
    var template = byId('open-' + tr.id);
    if (template && opened !== template) {
      var go = document.createElement('button');
      go.type = 'button';
      go.className = 'go';
      go.textContent = 'Open this group in the drawing';
      go.addEventListener('click', function () { openGroup(template); });
      body.appendChild(go);
    }
    links().forEach(function (other) { other.classList.toggle('m-on', other === link); });
    opener = link;
    panel.hidden = false;
    panel.focus({ preventScroll: true });
  }

  function closePanel() {
    if (panel.hidden) return;
    panel.hidden = true;
    links().forEach(function (other) { other.classList.remove('m-on'); });
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  }

  function show(what, template) {
    closePanel();
    drawing.textContent = '';
    drawing.appendChild(what);
    opened = template;
    back.hidden = !template;
    setZoom(0);
    refresh(null);
  }

  function openGroup(template) {
    show(document.importNode(template.content, true), template);
    say('Opened: ' + template.dataset.title + ', with what it exchanges something with.');
    back.focus();
  }

  function setZoom(to) {
    zoom = Math.max(-4, Math.min(6, to));
    var picture = svg(), scale = Math.pow(1.25, zoom);
    drawing.classList.toggle('big', zoom > 0);
    if (zoom === 0) {
      picture.style.width = '';
    } else {
      var fit = Math.min(picture.viewBox.baseVal.width, drawing.clientWidth);
      picture.style.width = Math.round((window.innerWidth >= 960 ? fit : picture.viewBox.baseVal.width) * scale) + 'px';
    }
  }

  drawing.addEventListener('click', function (event) {
    var link = event.target.closest('a.m-node, a.m-edge');
    if (!link) return;
    event.preventDefault();
    openPanel(link);
  });
  ['focusin', 'mouseover'].forEach(function (name) {
    drawing.addEventListener(name, function (event) {
      refresh(event.target.closest('a.m-node, a.m-edge'));
    });
  });
  ['focusout', 'mouseleave'].forEach(function (name) {
    drawing.addEventListener(name, function () { refresh(null); });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && !panel.hidden) closePanel();
    else if (event.key === 'Escape' && opened && drawing.contains(document.activeElement)) back.click();
  });
  find.addEventListener('input', function () { say(refresh(null)); });
  boxes.forEach(function (box) {
    box.addEventListener('change', function () {
      refresh(null);
      say(box.parentNode.textContent.trim() + (box.checked ? ': shown.' : ': hidden.'));
    });
  });
  byId('close').addEventListener('click', closePanel);
  byId('less').addEventListener('click', function () { setZoom(zoom - 1); });
  byId('more').addEventListener('click', function () { setZoom(zoom + 1); });
  byId('fit').addEventListener('click', function () { setZoom(0); });
  back.addEventListener('click', function () {
    show(whole, null);
    say('The whole map.');
    drawing.focus({ preventScroll: true });
  });
})();
