package org.neuralredshift.metrics.spectral;

/**
 * What the elements of a half spectrum count in a mean over all frequencies. The layout is that of
 * {@link FourierSpectrum}: the axis that is halved is the second, if there are two.
 *
 * @param radius count times ‖k‖₂
 * @param count how many frequencies the element stands for: 2 with -k, else 1; 0 for k = 0 and
 *     beyond the greatest radius
 */
record FourierWeights(double[] radius, double[] count) {
    static FourierWeights of(GridShape shape, double greatest) {
        int side = shape.side();
        int half = side / 2 + 1;
        int points = shape.points() / side * half;
        int behind = shape.dimensions() < 3 ? 1 : points / side / half;
        double[] radius = new double[points];
        double[] count = new double[points];
        for (int at = 0; at < points; at++) {
            int halved = at / behind % half;
            long squares = square(halved, side) + square(at / behind / half, side);
            for (int rest = at % behind; rest > 0; rest /= side) {
                squares += square(rest % side, side);
            }
            double length = Math.sqrt((double) squares);
            if (squares > 0 && length <= greatest) {
                count[at] = halved == 0 || 2 * halved == side ? 1 : 2;
                radius[at] = count[at] * length;
            }
        }
        return new FourierWeights(radius, count);
    }

    private static long square(int k, int side) {
        long frequency = k <= side / 2 ? k : k - side;
        return frequency * frequency;
    }
}
