package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.NormalTail;
import org.neuralredshift.rng.RandomStream;

import java.util.Arrays;

/**
 * Draws the largest of many products u · w_1, u · w_2, … with a unit vector, and the w that gives
 * it, but not the others. The w are independent N(0, I), of which is known that they lie in the
 * same {@link HalfSpaces}; what comes out has the law that drawing all of them would give.
 *
 * <p><b>Rejection.</b> A w could be had as the first of a sequence of proposals from N(0, I) that
 * lies in all half-spaces, that is valid. So the largest product belongs to the largest of all
 * first proposals, unless that is invalid, or a later proposal of another w, whose first ones are
 * invalid, is larger still.
 *
 * <p><b>First proposals</b> are drawn from the largest product down, until one is valid or below
 * the floor: the tail probabilities of n products in falling order are 1 - exp(-(E_1/n + E_2/(n -
 * 1) + …)) with exponential E. Given the product, the rest of the proposal is normal. Call θ the
 * product of the valid one, or the floor; p_θ = P(N > θ).
 *
 * <p><b>Later proposals.</b> All other w have a first proposal with a product below θ, invalid with
 * a probability of at most β = (p_1 + … + p_t)/(1 - p_θ). Invalidity is a union of t events, whose
 * probability needs no integral: event i is picked with probability p_i, the proposal drawn given
 * that event, and what was picked counts with probability 1/m if m of the events hold (so that each
 * proposal of the union counts once). Let B = p_1 + … + p_t. A w can have a larger product than θ
 * only if an event is picked for its first proposal, for j ≥ 0 more, and then the event that the
 * product exceeds θ: together with probability β p_θ / (1 - B), which is some t/n² where winners
 * have p of about 1/n. So almost always no w is concerned, and nothing of it is drawn; where one
 * is, its proposals are drawn as picked.
 *
 * <p>Where probabilities of picks would exceed 1, which needs few w or many half-spaces, all first
 * proposals are drawn. Not thread-safe.
 */
final class LargestSearch {
    private final HalfSpaces halfSpaces;
    private final int groups;
    private final float[] proposal;
    private final float[] largest;

    private Deviates deviates;
    private RandomStream random;
    private int elements;
    private int proposals;

    private boolean found;
    private double product;
    private double probability;

    /**
     * Allocates a search.
     *
     * @param halfSpaces those of every w, with u as the one that is proposed
     * @param dimensions bound on the elements of a w; part of the address of its deviates
     */
    LargestSearch(HalfSpaces halfSpaces, int dimensions, Deviates deviates) {
        this.halfSpaces = halfSpaces;
        this.groups = Deviates.groups(dimensions);
        this.deviates = deviates;
        this.random = deviates.stream(Tensors.WINNERS);
        proposal = new float[halfSpaces.stride()];
        largest = new float[halfSpaces.stride()];
    }

    /** Goes on with the streams of another sample. */
    void restart(Deviates deviates) {
        this.deviates = deviates;
    }

    /**
     * Searches among n vectors. The number of half-spaces is part of the address of what it draws.
     *
     * @param elements of each w
     * @param floor a product that the largest must exceed to be of interest
     * @param above P(N > floor)
     * @return whether it does; if so, see {@link #product} and {@link #largest}
     */
    boolean search(int elements, int n, double floor, double above) {
        this.elements = elements;
        random = deviates.stream(Tensors.WINNERS + halfSpaces.count());
        proposals = 0;
        found = false;
        product = floor;
        probability = above;
        int examined = 0;
        int invalid = 0;
        double spent = 0;
        while (!found && examined < n) {
            spent -= StrictMath.log(uniform()) / (n - examined);
            double p = -StrictMath.expm1(-spent);
            if (p >= above) {
                break;
            }
            examined++;
            double value = NormalTail.quantile(p);
            draw(halfSpaces.count(), value);
            if (halfSpaces.leaves(proposal) == 0) {
                accept(value, p);
            } else {
                invalid++;
            }
        }
        double theta = product;
        double aboveTheta = probability;
        for (int i = 0; i < invalid; i++) {
            afterInvalid();
        }
        others(n - examined, theta, aboveTheta);
        return found;
    }

    /** Returns a random number of {@code [0, bound)}, to choose which w it was. */
    int which(int bound) {
        return random.nextInt(bound);
    }

    /** Returns {@code u · w} of the largest, or the floor. */
    double product() {
        return product;
    }

    /** Returns P(N > {@link #product}). */
    double probability() {
        return probability;
    }

    /** Returns the w of the largest. */
    float[] largest() {
        return largest;
    }

    /** The vectors whose first proposal has a product of at most θ. */
    private void others(int n, double theta, double aboveTheta) {
        double total = halfSpaces.total();
        if (n == 0 || total == 0) {
            return;
        }
        double first = total / (1 - aboveTheta);
        if (!(first <= 1 && total + aboveTheta <= 1)) {
            for (int i = 0; i < n; i++) {
                double p = aboveTheta + uniform() * (1 - aboveTheta);
                draw(halfSpaces.count(), NormalTail.quantile(p));
                if (halfSpaces.leaves(proposal) > 0) {
                    afterInvalid();
                }
            }
            return;
        }
        double concerned = first * aboveTheta / (1 - total);
        double scale = StrictMath.log1p(-concerned);
        double at = skip(scale);
        while (at <= n) {
            concerned(theta, aboveTheta);
            at += skip(scale);
        }
    }

    /** Trials up to and with the first success, of probability 1 - exp(scale). */
    private double skip(double scale) {
        return 1 + StrictMath.floor(StrictMath.log(uniform()) / scale);
    }

    /** A vector for which events were picked, and last that the product exceeds θ. */
    private void concerned(double theta, double aboveTheta) {
        int u = halfSpaces.count();
        pick();
        if (halfSpaces.along(u, proposal) > theta || !counts(leaves())) {
            return;
        }
        while (uniform() < halfSpaces.total()) {
            pick();
            boolean exceeds = halfSpaces.along(u, proposal) > theta;
            if (!counts(leaves() + (exceeds ? 1 : 0))) {
                return;
            }
        }
        double p = aboveTheta * uniform();
        double value = NormalTail.quantile(p);
        draw(u, value);
        int leaves = halfSpaces.leaves(proposal);
        if (!counts(1 + leaves)) {
            return;
        }
        if (leaves == 0) {
            accept(value, p);
        } else {
            afterInvalid();
        }
    }

    /** Picks an event and draws a proposal with it. */
    private void pick() {
        int event = halfSpaces.pick(uniform() * halfSpaces.total());
        double p = halfSpaces.probability(event) * uniform();
        draw(event, NormalTail.quantile(p));
    }

    /**
     * The half-spaces that the proposal leaves; it was made to leave one, whatever rounding did.
     */
    private int leaves() {
        return Math.max(1, halfSpaces.leaves(proposal));
    }

    private boolean counts(int events) {
        return uniform() * events < 1;
    }

    /** A vector whose proposals so far were invalid: those that follow, up to a valid one. */
    private void afterInvalid() {
        do {
            draw();
        } while (halfSpaces.leaves(proposal) > 0);
        double value = halfSpaces.along(halfSpaces.count(), proposal);
        if (value > product) {
            accept(value, NormalTail.above(value));
        }
    }

    private void accept(double value, double p) {
        if (!found || value > product) {
            System.arraycopy(proposal, 0, largest, 0, elements);
            product = value;
            probability = p;
            found = true;
        }
    }

    /** Draws a proposal with a given product with the unit vector of a half-space. */
    private void draw(int halfSpace, double value) {
        draw();
        halfSpaces.move(halfSpace, value, proposal);
    }

    private void draw() {
        long group = (long) proposals++ * groups;
        int tensor = Tensors.CANDIDATES + halfSpaces.count();
        deviates.fill(Distribution.NORMAL, 1, tensor, group, proposal, elements);
        Arrays.fill(proposal, elements, proposal.length, 0);
    }

    /** Returns a number of (0, 1), symmetric about 1/2. */
    private double uniform() {
        return ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
    }
}
